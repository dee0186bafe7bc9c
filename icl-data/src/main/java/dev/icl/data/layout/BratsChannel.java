package dev.icl.data.layout;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** An image of a case of BraTS, and the names of its files. */
enum BratsChannel {
  FLAIR("_flair", "-t2f"),
  T1("_t1", "-t1n"),
  T1CE("_t1ce", "-t1c"),
  T2("_t2", "-t2w");

  private final String old;
  private final String now;

  /**
   * @param old the end of a file's name until 2021, behind the case's
   * @param now the same from 2023 on
   */
  BratsChannel(String old, String now) {
    this.old = old;
    this.now = now;
  }

  /** Names of NIfTI files that end with one of two words. */
  static List<String> endings(String old, String now) {
    return Stream.of(old, now).flatMap(word -> Stream.of(word + ".nii.gz", word + ".nii")).toList();
  }

  /** The endings of its files. */
  List<String> endings() {
    return endings(old, now);
  }

  /** As the configuration has it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Every name. */
  static List<String> words() {
    return Stream.of(values()).map(BratsChannel::word).toList();
  }

  /** The one of a name that is there. */
  static BratsChannel of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
