package dev.icl.app.serve;

import com.sun.net.httpserver.HttpExchange;
import dev.icl.core.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A reply.
 *
 * @param status of HTTP
 * @param headers of the reply
 * @param length of the body in bytes
 * @param body writes it
 */
record ServiceReply(int status, Map<String, String> headers, long length, Body body) {
  /** Writes the body of a reply. */
  @FunctionalInterface
  interface Body {
    /** Writes all of it. */
    void writeTo(OutputStream out) throws IOException;
  }

  ServiceReply {
    headers = Map.copyOf(headers);
  }

  /** A JSON object on one line. */
  static ServiceReply json(int status, Object value) {
    return text(status, "application/json", Json.line(value) + "\n");
  }

  /** A text in UTF-8. */
  static ServiceReply text(int status, String type, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new ServiceReply(
        status, Map.of("Content-Type", type), bytes.length, out -> out.write(bytes));
  }

  /** A file, which must be there until the reply is sent. */
  static ServiceReply file(Path file, String type) throws IOException {
    return new ServiceReply(
        200, Map.of("Content-Type", type), Files.size(file), out -> Files.copy(file, out));
  }

  /** The same with more headers. */
  ServiceReply with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new ServiceReply(status, all, length, body);
  }

  /**
   * Sends it and ends the exchange.
   *
   * @throws IOException if the client does not take it
   */
  void send(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    headers.forEach(exchange.getResponseHeaders()::set);
    boolean empty = exchange.getRequestMethod().equals("HEAD") || length == 0;
    exchange.sendResponseHeaders(status, empty ? -1 : length);
    if (!empty) {
      try (OutputStream out = exchange.getResponseBody()) {
        body.writeTo(out);
      }
    }
    exchange.close();
  }
}
