package dev.icl.report.view;

import java.util.List;

/**
 * A report.
 *
 * @param kind the kind of report
 * @param title its heading
 * @param subtitle one line on what was run, where and when
 * @param verdicts the findings, the most important first
 * @param facts figures that stand out
 * @param sections the rest
 */
public record Page(
    String kind,
    String title,
    String subtitle,
    List<Verdict> verdicts,
    List<Fact> facts,
    List<Section> sections) {
  /** Copies the lists. */
  public Page {
    verdicts = List.copyOf(verdicts);
    facts = List.copyOf(facts);
    sections = List.copyOf(sections);
  }

  /**
   * A sentence and what it rests on.
   *
   * @param tone {@code good}, {@code plain} or {@code warning}
   * @param sentence plain words
   * @param detail numbers behind it; may be empty
   */
  public record Verdict(String tone, String sentence, String detail) {}
}
