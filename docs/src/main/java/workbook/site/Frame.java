package workbook.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jsoup.nodes.Entities;

/** Puts a page's content into the frame that all pages share. */
final class Frame {
  private final String template;
  private final Navigation navigation;

  Frame(List<Page> pages) throws IOException {
    navigation = new Navigation(pages);
    try (InputStream in = Frame.class.getResourceAsStream("/site/frame.html")) {
      template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  String around(Page page) {
    // The content comes last, so that nothing in it is taken for a place to fill.
    return template
        .replace("{{title}}", Entities.escape(page.title()))
        .replace("{{up}}", page.up())
        .replace("{{page}}", page.address())
        .replace("{{navigation}}", navigation.book(page))
        .replace("{{contents}}", navigation.contents(page))
        .replace("{{neighbours}}", navigation.neighbours(page))
        .replace("{{content}}", page.html());
  }
}
