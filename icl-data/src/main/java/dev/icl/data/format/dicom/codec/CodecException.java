package dev.icl.data.format.dicom.codec;

/** A compressed image that cannot be decoded; its message is a clause without a subject. */
public final class CodecException extends Exception {
  private static final long serialVersionUID = 1;

  private final String reason;

  /**
   * @param reason such as {@code it ends early}
   */
  public CodecException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** The message. */
  public String reason() {
    return reason;
  }
}
