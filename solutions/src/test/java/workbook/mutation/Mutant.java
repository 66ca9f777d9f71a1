package workbook.mutation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * One small change of a solution.
 *
 * @param place the class, without its package, and the method
 * @param line in its source file
 * @param change what was changed, in PIT's words
 * @param noticed whether a step failed because of it, or ran into a limit
 */
record Mutant(String place, int line, String change, boolean noticed) {

  /** All that stand in PIT's report. */
  static List<Mutant> read(Path report) throws IOException {
    try {
      NodeList found =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(report.toFile())
              .getElementsByTagName("mutation");
      List<Mutant> mutants = new ArrayList<>();
      for (int i = 0; i < found.getLength(); i++) {
        mutants.add(of((Element) found.item(i)));
      }
      return mutants;
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(report + " is no report of PIT", e);
    }
  }

  private static Mutant of(Element mutation) {
    String type = text(mutation, "mutatedClass");
    return new Mutant(
        type.substring(type.lastIndexOf('.') + 1) + "." + text(mutation, "mutatedMethod"),
        Integer.parseInt(text(mutation, "lineNumber")),
        text(mutation, "description"),
        Boolean.parseBoolean(mutation.getAttribute("detected")));
  }

  private static String text(Element mutation, String name) {
    return mutation.getElementsByTagName(name).item(0).getTextContent();
  }

  /** What a line of {@code survivors.txt} names it by: stays the same when lines move. */
  String name() {
    return place + ": " + change;
  }

  String words() {
    return name() + " (line " + line + ")";
  }
}
