package dev.icl.report.analysis;

/**
 * A finding for the top of a report.
 *
 * @param tone the weight of the finding
 * @param sentence plain words
 * @param detail the numbers behind; may be empty
 */
public record Headline(Tone tone, String sentence, String detail) {
  /** The weight of a finding. */
  public enum Tone {
    /** It is shown. */
    SHOWN,
    /** It is said, without a claim. */
    PLAIN,
    /** It limits what the rest is worth. */
    WARNING
  }
}
