package dev.icl.modules.method;

/** The network whose labels teach strong views. */
public enum LabelSource {
  /** The one that is trained. */
  SELF,

  /** A moving average of it. */
  TEACHER
}
