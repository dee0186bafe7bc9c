package dev.icl.app.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Answers every request of a service. Called by as many threads as there are connections. */
final class ServiceHandler implements HttpHandler {
  private static final int LONGEST_WAIT = 600;

  private final SegmentRequest segmentation;
  private final RequestGate gate;
  private final ScanUpload upload;
  private final WorkPlaces places;
  private final ClientPatience patience;
  private final Path temporary;

  /**
   * @param segmentation the work on a scan
   * @param gate lets requests pass
   * @param upload the limits of bodies
   * @param places for scans
   * @param patience with clients
   * @param temporary the folder of the requests' folders
   */
  ServiceHandler(
      SegmentRequest segmentation,
      RequestGate gate,
      ScanUpload upload,
      WorkPlaces places,
      ClientPatience patience,
      Path temporary) {
    this.segmentation = segmentation;
    this.gate = gate;
    this.upload = upload;
    this.places = places;
    this.patience = patience;
    this.temporary = temporary;
  }

  @Override
  public void handle(HttpExchange exchange) {
    try (exchange) {
      answer(exchange);
    } catch (IOException e) {
      segmentation.metrics().cut();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      segmentation.log().accept("A request could not be answered: " + e);
      failed(exchange);
    }
  }

  private void failed(HttpExchange exchange) {
    try {
      send(exchange, SegmentRequest.unexpected().reply());
    } catch (IOException e) {
      segmentation.metrics().cut();
    }
  }

  private void answer(HttpExchange exchange) throws IOException, InterruptedException {
    try {
      switch (Optional.ofNullable(exchange.getRequestURI().getPath()).orElse("")) {
        case "/health" -> {
          require(exchange, "GET", "HEAD");
          send(exchange, health());
        }
        case "/metrics" -> {
          require(exchange, "GET", "HEAD");
          gate.check(exchange.getRequestHeaders());
          send(
              exchange,
              ServiceReply.text(
                  200,
                  "text/plain; version=0.0.4; charset=utf-8",
                  segmentation.metrics().text(places)));
        }
        case "/segment" -> {
          require(exchange, "POST");
          gate.check(exchange.getRequestHeaders());
          upload.check(exchange);
          segment(exchange);
        }
        default ->
            throw new Refusal(
                404,
                "There is nothing at this path: POST a scan to /segment, or GET /health or /metrics.");
      }
    } catch (Refusal e) {
      send(exchange, e.reply());
    }
  }

  private static void require(HttpExchange exchange, String... methods) throws Refusal {
    if (Stream.of(methods).noneMatch(exchange.getRequestMethod()::equals)) {
      String allowed = String.join(", ", methods);
      throw new Refusal(
          405,
          "This path does not take the method: use %s.".formatted(allowed),
          Map.of("Allow", allowed));
    }
  }

  private ServiceReply health() {
    Map<String, Object> health = new LinkedHashMap<>();
    health.put("status", places.isClosed() ? "stopping" : "ok");
    health.put("network", segmentation.facts().network());
    health.put("engine", segmentation.facts().engine());
    health.put("classes", segmentation.facts().classes());
    health.put("channels", segmentation.facts().channels());
    health.put("max_bytes", upload.most());
    return ServiceReply.json(places.isClosed() ? 503 : 200, health);
  }

  /** Throws refusals, which so are told when the place is free again for the client's next scan. */
  private void segment(HttpExchange exchange) throws IOException, InterruptedException, Refusal {
    Optional<WorkPlaces.Place> taken = places.take();
    if (taken.isEmpty()) {
      throw full();
    }
    try (WorkPlaces.Place place = taken.get()) {
      Path folder = Files.createTempDirectory(temporary, "request");
      try {
        send(exchange, segmentation.reply(exchange, upload, folder, place, patience));
      } finally {
        delete(folder);
      }
    }
  }

  private Refusal full() {
    if (places.isClosed()) {
      return new Refusal(
          503, "The service is stopping: ask another one.", Map.of("Connection", "close"));
    }
    long wait = Math.round(Math.ceil(segmentation.metrics().meanSeconds() * places.all()));
    return new Refusal(
        503,
        "The service deals with as many scans as it takes at the same time: send the scan again later.",
        Map.of("Retry-After", Long.toString(Math.min(LONGEST_WAIT, Math.max(1, wait)))));
  }

  private void send(HttpExchange exchange, ServiceReply reply) throws IOException {
    patience.during(() -> reply.send(exchange));
    segmentation.metrics().answered(reply.status());
  }

  /** Deletes a folder and what is in it. */
  static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
