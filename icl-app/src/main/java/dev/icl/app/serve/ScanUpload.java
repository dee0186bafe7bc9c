package dev.icl.app.serve;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The way of a request's body into a file.
 *
 * @param most the largest body in bytes
 * @param patience the time that it may take
 */
record ScanUpload(long most, Duration patience) {
  private static final int BUFFER = 1 << 16;

  /**
   * Checks what the headers say of the body, before any of it is read.
   *
   * @throws Refusal if it is too large, or is not the file itself
   */
  void check(HttpExchange exchange) throws Refusal {
    String type = header(exchange, "Content-Type").toLowerCase(Locale.ROOT);
    if (type.startsWith("multipart/")) {
      throw new Refusal(
          415,
          "The body is a form: send the file itself, as curl --data-binary @scan.nii.gz does.");
    }
    if (!header(exchange, "Content-Encoding").isEmpty()) {
      throw new Refusal(
          415, "The body has a Content-Encoding: send the file as it is; .nii.gz is one.");
    }
    String length = header(exchange, "Content-Length");
    if (!length.isEmpty() && !(length.matches("\\d{1,18}") && Long.parseLong(length) <= most)) {
      throw tooLarge();
    }
  }

  /**
   * Receives the body.
   *
   * @param file made anew
   * @return the number of bytes
   * @throws Refusal if it is empty, too large or too slow
   * @throws IOException if the connection ends
   */
  long receive(HttpExchange exchange, Path file) throws IOException, Refusal {
    long end = System.nanoTime() + patience.toNanos();
    byte[] buffer = new byte[BUFFER];
    long all = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      InputStream in = exchange.getRequestBody();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        all += count;
        if (all > most) {
          throw tooLarge();
        }
        if (System.nanoTime() - end > 0) {
          throw new Refusal(
              408,
              "The scan did not come within %d s: send it faster, or give the service more with --read-timeout."
                  .formatted(patience.toSeconds()));
        }
        out.write(buffer, 0, count);
      }
    }
    if (all == 0) {
      throw new Refusal(400, "The body is empty: send a scan as the body of the request.");
    }
    String length = header(exchange, "Content-Length");
    if (!length.isEmpty() && all < Long.parseLong(length)) {
      throw new IOException("the body ends early");
    }
    return all;
  }

  private Refusal tooLarge() {
    return new Refusal(
        413,
        "The scan is larger than %d bytes: compress it, or give the service more with --max-size."
            .formatted(most));
  }

  private static String header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
  }
}
