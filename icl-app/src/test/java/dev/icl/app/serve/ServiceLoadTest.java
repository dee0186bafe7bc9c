package dev.icl.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A service that is full, that closes, and whose client stalls. */
class ServiceLoadTest extends StartedServices {
  @Test
  void aFullServiceSaysWhenToComeAgain() throws Exception {
    HeldWorker worker = new HeldWorker();
    SegmentationService service = start(worker, options(1, Optional.empty(), 60));
    HttpRequest request = request(service.address(), "/segment", scan).build();
    CompletableFuture<HttpResponse<byte[]>> first =
        client.sendAsync(request, BodyHandlers.ofByteArray());
    worker.awaitScan();
    CompletableFuture<HttpResponse<byte[]>> second =
        client.sendAsync(request, BodyHandlers.ofByteArray());
    untilMetricsHold(service, "icl_places_taken 2\n");

    HttpResponse<byte[]> third = client.send(request, BodyHandlers.ofByteArray());

    assertThat(third.statusCode()).isEqualTo(503);
    assertThat(header(third, "Retry-After")).matches("[1-9]\\d*");
    worker.release();
    assertThat(first.get().statusCode()).isEqualTo(200);
    assertThat(second.get().statusCode()).isEqualTo(200);
    untilMetricsHold(service, "icl_requests_total{status=\"503\"} 1\n");
    untilMetricsHold(service, "icl_places_taken 0\n");
    assertThat(get(service, "/metrics").body())
        .contains("icl_segmentation_seconds_count 2\n", "icl_places 2\n");
  }

  @Test
  void closingFinishesWhatWasTaken() throws Exception {
    HeldWorker worker = new HeldWorker();
    SegmentationService service = start(worker, options(1, Optional.empty(), 60));
    HttpRequest request = request(service.address(), "/segment", scan).build();
    CompletableFuture<HttpResponse<byte[]>> taken =
        client.sendAsync(request, BodyHandlers.ofByteArray());
    worker.awaitScan();
    CompletableFuture<Void> closing = CompletableFuture.runAsync(service::close);
    while (get(service, "/health").statusCode() != 503) {
      Thread.onSpinWait();
    }

    assertThat(post(service, "/segment", scan).statusCode()).isEqualTo(503);
    worker.release();
    assertThat(taken.get().statusCode()).isEqualTo(200);
    closing.get(60, TimeUnit.SECONDS);
    assertThatThrownBy(() -> get(service, "/health")).isInstanceOf(IOException.class);
  }

  @Test
  void aClientThatStallsIsCutAndItsPlaceGivenBack() throws Exception {
    SegmentationService service = start(new ThresholdWorker(), options(0, Optional.empty(), 1));
    try (Socket slow = new Socket("127.0.0.1", URI.create(service.address()).getPort())) {
      slow.getOutputStream()
          .write(
              "POST /segment HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nabc"
                  .getBytes(StandardCharsets.US_ASCII));
      slow.setSoTimeout(60_000);

      assertThat(slow.getInputStream().readAllBytes()).isEmpty();
    }
    untilMetricsHold(service, "icl_places_taken 0\n");
    untilMetricsHold(service, "icl_requests_cut_total 1\n");
    assertThat(post(service, "/segment", scan).statusCode()).isEqualTo(200);
  }

  private void untilMetricsHold(SegmentationService service, String line) throws Exception {
    while (!get(service, "/metrics").body().contains(line)) {
      Thread.onSpinWait();
    }
  }
}
