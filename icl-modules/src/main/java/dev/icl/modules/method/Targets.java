package dev.icl.modules.method;

import java.util.Locale;

/** The targets from which unlabelled images are learned. A method takes two of them. */
public enum Targets {
  /** A teacher's probabilities, of the same view with noise. */
  SOFT,

  /** The labels that a teacher is sure of, on a strong view. */
  HARD,

  /** The labels that the network itself is sure of. */
  SELF,

  /** The labels that a moving average of the network is sure of. */
  TEACHER;

  /** The meaning of {@code method.targets}. */
  static final String DOC =
      "what unlabelled images teach: with `mean-teacher` the teacher's probabilities (`soft`) or its labels, on a strong view (`hard`); with `unimatch`, `fixmatch` and `icl+unimatch` the labels of the network itself (`self`, their default) or of a moving average of it (`teacher`)";

  /** The word of a configuration, for sentences. */
  String word() {
    return "'" + name().toLowerCase(Locale.ROOT) + "'";
  }
}
