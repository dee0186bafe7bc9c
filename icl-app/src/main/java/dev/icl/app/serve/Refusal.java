package dev.icl.app.serve;

import java.util.Map;

/** A request that is not fulfilled, with a sentence for its client. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;
  private final transient Map<String, String> headers;

  /**
   * @param status of HTTP, 400 to 599
   * @param sentence for the client
   */
  Refusal(int status, String sentence) {
    this(status, sentence, Map.of());
  }

  /**
   * @param status of HTTP, 400 to 599
   * @param sentence for the client
   * @param headers of the reply, beside those that all have
   */
  Refusal(int status, String sentence, Map<String, String> headers) {
    super(sentence, null, false, false);
    this.status = status;
    this.headers = headers;
  }

  /** The status of HTTP. */
  int status() {
    return status;
  }

  /** The reply. */
  ServiceReply reply() {
    return ServiceReply.json(status, Map.of("error", String.valueOf(getMessage()))).with(headers);
  }
}
