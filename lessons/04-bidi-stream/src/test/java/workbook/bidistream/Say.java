package workbook.bidistream;

import java.util.List;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;
import workbook.proto.routeguide.Point;
import workbook.proto.routeguide.RouteNote;

/** What is said in the steps of this lesson. */
final class Say {
  private static final Point PLACE = Point.newBuilder().setLatitude(460).setLongitude(77).build();

  private Say() {}

  static EchoRequest shout(String word) {
    return EchoRequest.newBuilder().setMessage(word).build();
  }

  static EchoResponse echo(String word) {
    return EchoResponse.newBuilder().setMessage(word).build();
  }

  /** A note without a place, which keeps the pictures small. */
  static RouteNote note(String message) {
    return RouteNote.newBuilder().setMessage(message).build();
  }

  static RouteNote noteWithPlace(String message) {
    return RouteNote.newBuilder().setLocation(PLACE).setMessage(message).build();
  }

  static List<String> messages(List<RouteNote> notes) {
    return notes.stream().map(RouteNote::getMessage).toList();
  }
}
