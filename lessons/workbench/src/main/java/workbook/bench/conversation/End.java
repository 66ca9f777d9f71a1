package workbook.bench.conversation;

/** One of the two ends of a call. */
public enum End {
  CLIENT,
  SERVER;

  /** The other end. */
  public End peer() {
    return this == CLIENT ? SERVER : CLIENT;
  }
}
