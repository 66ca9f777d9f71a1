package workbook.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutlineTest {
  private static final String SOURCE =
      """
      package demo;

      /** A demonstration. */
      final class Demo {
        private int given;

        // tag::fields[]
        private int count;

        // end::fields[]
        /** Counts. */
        @Override
        public void count(
            int first, int second) {
          given = first;
          // tag::count[]
          count += second;
          // end::count[]
          // tag::other[]
          count++;
          // end::other[]
        }

        public Runnable task() {
          return new Task() {
            private int runs;

            @Override
            public void run() {
              // tag::count[]
              runs++;
              // end::count[]
            }
          };
        }

        public void tried() {
          prepare();
          try {
            work();
          } catch (RuntimeException e) {
            // tag::caught[]
            log(e);
            // end::caught[]
          } finally {
            clean();
          }
        }

        public void loop() {
          // tag::head[]
          while (given > 0) {
            // end::head[]
            given--;
          }
          // tag::comment[]
          // Nothing is done here.
          // end::comment[]
        }
      }
      """;

  private static String outline(String tag) {
    return String.join("\n", Outline.of(SOURCE.lines().toList(), tag)) + "\n";
  }

  @Test
  void regionsStandInTheMethodsAroundThem() {
    assertThat(outline("count"))
        .isEqualTo(
            """
            @Override
            public void count(
                int first, int second) {
              // …
              count += second;
              // …
            }

            public Runnable task() {
              return new Task() {
                @Override
                public void run() {
                  runs++;
                }
              };
            }
            """);
  }

  @Test
  void nothingIsAroundTheMembersOfTheFilesClass() {
    assertThat(outline("fields")).isEqualTo("private int count;\n");
  }

  @Test
  void branchesStandTogether() {
    assertThat(outline("caught"))
        .isEqualTo(
            """
            public void tried() {
              // …
              try {
                // …
              } catch (RuntimeException e) {
                log(e);
              } finally {
                // …
              }
            }
            """);
  }

  @Test
  void whatARegionBeginsIsEnded() {
    assertThat(outline("head"))
        .isEqualTo("public void loop() {\n  while (given > 0) {\n    // …\n  }\n}\n");
  }

  @Test
  void calloutsStayAtTheirLinesAndHideNoBrace() {
    String source =
        """
        class Demo {
          void loop() {
            given++;
            // tag::head[]
            while (given > 0) { // <1>
              given--; // <2>
              // end::head[]
              log();
            }
          }
        }
        """;
    assertThat(Outline.of(source.lines().toList(), "head"))
        .containsExactly(
            "void loop() {",
            "  // …",
            "  while (given > 0) { // <1>",
            "    given--; // <2>",
            "    // …",
            "  }",
            "}");
  }

  @Test
  void aCommentIsAnAnswerToo() {
    assertThat(outline("comment"))
        .isEqualTo("public void loop() {\n  // …\n  // Nothing is done here.\n}\n");
  }

  @Test
  void theWholeFileIsShownWithoutItsMarks() {
    assertThat(outline("**")).startsWith("package demo;").contains("given--;").doesNotContain("::");
  }

  @Test
  void aTagThatIsNotThereHasNoLines() {
    assertThat(Outline.of(SOURCE.lines().toList(), "missing")).isEmpty();
  }
}
