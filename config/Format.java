import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Runs google-java-format, with the options given, on every Java source below this directory. */
class Format {
  static void main(String[] options) throws IOException {
    var formatter = ToolProvider.findFirst("google-java-format").orElseThrow();
    try (var paths = Files.walk(Path.of(""))) {
      var sources = paths.map(Path::toString).filter(Format::isSource).sorted();
      var arguments = Stream.concat(Stream.of(options), sources).toArray(String[]::new);
      if (formatter.run(System.out, System.err, arguments) != 0) {
        System.err.println("Not formatted: the files named above. Run ./format");
        System.exit(1);
      }
    }
  }

  private static boolean isSource(String path) {
    return path.endsWith(".java") && !path.matches("(.*/)?(target|node_modules)/.*");
  }
}
