package dev.icl.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Requests let in and kept out: by token, by page and by address. */
class ServiceAccessTest extends StartedServices {
  private static final String TOKEN = "0123456789abcdef";

  @Test
  void aTokenIsAskedForBeforeAnythingElse() throws Exception {
    SegmentationService service =
        start(new ThresholdWorker(), options(1, Optional.of(AccessToken.of("--token", TOKEN)), 60));

    assertThat(post(service, "/segment", scan).statusCode()).isEqualTo(401);
    for (String shown : List.of("Bearer 0123456789abcdeF", "Basic " + TOKEN, "Bearer", TOKEN)) {
      HttpRequest request =
          request(service.address(), "/segment", scan).header("Authorization", shown).build();
      HttpResponse<String> reply = client.send(request, BodyHandlers.ofString());
      assertThat(reply.statusCode()).isEqualTo(401);
      assertThat(header(reply, "WWW-Authenticate")).isEqualTo("Bearer");
    }
    HttpRequest right =
        request(service.address(), "/segment", scan)
            .header("Authorization", "bearer " + TOKEN)
            .build();
    assertThat(client.send(right, BodyHandlers.ofByteArray()).statusCode()).isEqualTo(200);
    assertThat(get(service, "/metrics").statusCode()).isEqualTo(401);
    assertThat(get(service, "/health").statusCode()).isEqualTo(200);
  }

  @Test
  void withoutATokenWebPagesAreRefused() throws Exception {
    SegmentationService service = service();
    HttpRequest page =
        request(service.address(), "/segment", scan).header("Origin", "http://example.org").build();

    assertThat(client.send(page, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    assertThat(
            raw(service, "GET /metrics HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 403 ");
    assertThat(
            raw(service, "GET /metrics HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void onlyLoopbackGoesWithoutAToken() {
    assertThatThrownBy(
            () ->
                new ServiceOptions(
                    "0.0.0.0", 0, Optional.empty(), 1, 1, Duration.ofSeconds(1), folder))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("can be reached from other machines");
    assertThatThrownBy(() -> AccessToken.of("--token", "short")).isInstanceOf(UserException.class);
    assertThat(
            new ServiceOptions(
                    "0.0.0.0",
                    0,
                    Optional.of(AccessToken.of("--token", TOKEN)),
                    1,
                    1,
                    Duration.ofSeconds(1),
                    folder)
                .address()
                .getAddress()
                .isAnyLocalAddress())
        .isTrue();
  }

  private static String raw(SegmentationService service, String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", URI.create(service.address()).getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
