package workbook.proxies;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A proxy as Debian packages it. */
enum Program {
  NGINX("NGINX", "nginx") {
    @Override
    List<String> command(Path config) {
      // One process instead of a master and its workers: whoever ends it ends all of it.
      return List.of(
          path().toString(),
          "-e",
          "stderr",
          "-p",
          config.getParent().toString(),
          "-c",
          config.toString(),
          "-g",
          "daemon off; master_process off;");
    }
  },
  HAPROXY("HAProxy", "haproxy") {
    @Override
    List<String> command(Path config) {
      return List.of(path().toString(), "-db", "-f", config.toString());
    }
  };

  /** NGINX loads it for layer 4; a package of its own. */
  private static final Path STREAM = Path.of("/usr/lib/nginx/modules/ngx_stream_module.so");

  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+");

  private final String title;
  private final String file;

  Program(String title, String file) {
    this.title = title;
    this.file = file;
  }

  abstract List<String> command(Path config);

  Path path() {
    return find().orElseThrow();
  }

  /** Its name and version. */
  String version() {
    try {
      Process asked = new ProcessBuilder(path().toString(), "-v").redirectErrorStream(true).start();
      String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher version = VERSION.matcher(answer);
      return title + " " + (version.find() ? version.group() : answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The Debian packages that are not there. */
  static List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (Program program : values()) {
      if (program.find().isEmpty()) {
        missing.add(program.file);
      }
    }
    if (!Files.exists(STREAM)) {
      missing.add("libnginx-mod-stream");
    }
    return missing;
  }

  private Optional<Path> find() {
    // Debian keeps both where an ordinary user's PATH does not look.
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
        .map(folder -> Path.of(folder, file))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
