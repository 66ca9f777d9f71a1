package workbook.answers;

import java.nio.file.Path;

/**
 * One answer to one lesson from outside.
 *
 * @param who the name of the folder that it came in
 * @param lesson such as "03-client-stream"
 * @param overlay the accepted files, in the folders of their packages
 */
record Submission(String who, String lesson, Path overlay) {

  @Override
  public String toString() {
    return who + "/" + lesson;
  }
}
