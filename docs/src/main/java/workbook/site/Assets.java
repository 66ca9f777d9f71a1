package workbook.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Properties;

/** The files that every page shares: style, script, icon, fonts and the search library. */
final class Assets {
  private static final List<String> OWN =
      List.of(
          "site.css",
          "site.js",
          "theme.js",
          "icon.svg",
          "fonts/source-serif-4.woff2",
          "fonts/source-serif-4-italic.woff2",
          "fonts/OFL.txt");

  private Assets() {}

  static void copy(Path output) throws IOException {
    for (String name : OWN) {
      copy("/site/" + name, output.resolve(name));
    }
    copy(
        "/META-INF/resources/webjars/lunr/" + lunrVersion() + "/lunr.min.js",
        output.resolve("lunr.js"));
  }

  private static String lunrVersion() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Resource.open("/META-INF/maven/org.webjars.npm/lunr/pom.properties")) {
      properties.load(in);
    }
    return properties.getProperty("version");
  }

  private static void copy(String resource, Path target) throws IOException {
    try (InputStream in = Resource.open(resource)) {
      Files.createDirectories(target.getParent());
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
