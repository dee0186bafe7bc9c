package dev.icl.core.settings;

/**
 * A publication that whoever uses a network or a method should cite.
 *
 * @param text authors, title, venue and year
 * @param doi as {@code 10.1000/182}; empty where there is none
 * @param url a page with the publication; empty where there is a DOI
 */
public record Citation(String text, String doi, String url) {
  private static final String DOI = "10\\.[0-9]{4,}\\S*/\\S+";
  private static final String PAGE = "https?://\\S+";

  /**
   * @throws IllegalArgumentException if the text is blank, or there is not exactly one of a DOI and
   *     a page
   */
  public Citation {
    if (text.isBlank()
        || doi.isEmpty() == url.isEmpty()
        || !doi.isEmpty() && !doi.matches(DOI)
        || !url.isEmpty() && !url.matches(PAGE)) {
      throw new IllegalArgumentException(
          "a citation needs a text, and a DOI or a page: '%s', '%s', '%s'"
              .formatted(text, doi, url));
    }
  }

  /** A publication that has a DOI. */
  public static Citation byDoi(String text, String doi) {
    return new Citation(text, doi, "");
  }

  /** A publication that has a page. */
  public static Citation byUrl(String text, String url) {
    return new Citation(text, "", url);
  }
}
