package dev.icl.modules.method;

/** The copy of the network that is validated, saved and predicted with. */
public enum KeptCopy {
  /** The one that is trained. */
  STUDENT,

  /** The moving average that follows it. */
  TEACHER
}
