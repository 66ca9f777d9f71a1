package workbook.answers;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a folder of answers, {@code DIR/<who or what>/<NN-name>/…java}, and copies what can be used
 * into a folder of ours. The files of an answer lie in the folders of their packages, directly or
 * in {@code src/main/java}. What cannot be used is named in {@link #complaints()}, and the rest
 * goes on.
 */
final class Inbox {
  private static final Pattern PACKAGE =
      Pattern.compile("^\\s*package\\s+([\\w.]+)\\s*;", Pattern.MULTILINE);

  private final List<Submission> submissions = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private final Path copies;

  private Inbox(Path copies) {
    this.copies = copies;
  }

  /**
   * Reads the folder.
   *
   * @param answers the folder DIR
   * @param lessons the names of the lessons that there are
   * @param copies an empty folder, or one that is not there yet
   */
  static Inbox read(Path answers, List<String> lessons, Path copies) {
    Inbox inbox = new Inbox(copies);
    for (Path who : inbox.folders(answers)) {
      List<Path> found = inbox.folders(who);
      if (found.isEmpty()) {
        inbox.complain(who, "holds no folder with the name of a lesson, such as " + lessons.get(0));
      }
      for (Path lesson : found) {
        String name = lesson.getFileName().toString();
        if (lessons.contains(name)) {
          inbox.take(who.getFileName().toString(), name, lesson);
        } else {
          inbox.complain(
              lesson, "there is no lesson of this name; there are " + String.join(", ", lessons));
        }
      }
    }
    return inbox;
  }

  /** What can be run, by name and lesson. */
  List<Submission> submissions() {
    return submissions;
  }

  /** What was left out, and why. */
  List<String> complaints() {
    return complaints;
  }

  private void complain(Path path, String why) {
    complaints.add(path + ": " + why);
  }

  private List<Path> folders(Path parent) {
    try (Stream<Path> found = Files.list(parent)) {
      return List.copyOf(
          new TreeSet<>(
              found
                  .filter(Files::isDirectory)
                  .filter(folder -> !folder.getFileName().toString().startsWith("."))
                  .toList()));
    } catch (IOException e) {
      complain(parent, "cannot be read (" + e.getClass().getSimpleName() + ")");
      return List.of();
    }
  }

  private void take(String who, String lesson, Path folder) {
    Path maven = folder.resolve("src/main/java");
    Path root = Files.isDirectory(maven) ? maven : folder;
    Path overlay = copies.resolve(who).resolve(lesson);
    List<Path> files = javaFiles(root);
    int taken = 0;
    for (Path file : files) {
      taken += copy(file, root, overlay) ? 1 : 0;
    }
    if (taken > 0) {
      submissions.add(new Submission(who, lesson, overlay));
    } else {
      complain(folder, files.isEmpty() ? "holds no .java file" : "holds no file that can be used");
    }
  }

  private List<Path> javaFiles(Path root) {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (file.toString().endsWith(".java")) {
                files.add(file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              complain(file, "cannot be read (" + e.getClass().getSimpleName() + ")");
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      complain(root, "cannot be read (" + e.getClass().getSimpleName() + ")");
    }
    files.sort(null);
    return files;
  }

  /** Whether the file lies where its package says, and could be copied. */
  private boolean copy(Path file, Path root, Path overlay) {
    try {
      Path place = root.relativize(file);
      Path parent = place.getParent() == null ? Path.of("") : place.getParent();
      Matcher declared = PACKAGE.matcher(Files.readString(file));
      if (!declared.find()) {
        complain(file, "declares no package");
        return false;
      }
      Path wanted = Path.of(declared.group(1).replace('.', '/'));
      if (!parent.equals(wanted) || !wanted.startsWith("workbook")) {
        complain(file, "lies outside its package, " + (wanted + "").replace('\\', '/') + "/");
        return false;
      }
      Path target = overlay.resolve(place);
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
      return true;
    } catch (CharacterCodingException e) {
      complain(file, "is not written in UTF-8");
      return false;
    } catch (IOException e) {
      complain(file, "cannot be read (" + e.getClass().getSimpleName() + ")");
      return false;
    }
  }
}
