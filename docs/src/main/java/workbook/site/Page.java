package workbook.site;

/**
 * One page of the site.
 *
 * @param group the heading of the side bar that it stands under
 * @param address relative to the site's root, such as {@code 03-client-stream.html}
 * @param source the AsciiDoc text
 * @param title the page's title; empty until it is converted
 * @param html the page's content; empty until it is converted
 */
record Page(String group, String address, String source, String title, String html) {

  Page(String group, String address, String source) {
    this(group, address, source, "", "");
  }

  Page converted(String newTitle, String newHtml) {
    return new Page(group, address, source, newTitle, newHtml);
  }

  /** What leads from this page to the site's root: empty, or "../" for each folder. */
  String up() {
    return "../".repeat((int) address.chars().filter(character -> character == '/').count());
  }
}
