package dev.icl.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.tensor.Shape;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Services of a test on a scan of its own; they are closed after it and leave no file. */
abstract class StartedServices {
  static final VolumeFormats FORMATS = VolumeFormats.installed();

  @TempDir Path folder;
  final HttpClient client = HttpClient.newHttpClient();
  final List<String> log = new ArrayList<>();
  private final List<SegmentationService> started = new ArrayList<>();

  byte[] scan = new byte[0];

  @BeforeEach
  void writeScan() throws IOException {
    scan = Files.readAllBytes(written("a.nii.gz"));
  }

  @AfterEach
  void stop() throws IOException {
    started.forEach(SegmentationService::close);
    assertThat(temporary()).isEmpty();
  }

  SegmentationService service() {
    return start(new ThresholdWorker(), options(1, Optional.empty(), 60));
  }

  ServiceOptions options(int queue, Optional<AccessToken> token, int seconds) {
    return new ServiceOptions(
        ServiceOptions.LOOPBACK,
        0,
        token,
        1 << 20,
        queue,
        Duration.ofSeconds(seconds),
        folder.resolve("temp"));
  }

  SegmentationService start(ScanWorker worker, ServiceOptions options) {
    SegmentationService service =
        SegmentationService.start(
            worker,
            FORMATS,
            new ServiceFacts("unet2d", "stub", List.of("background", "cœur"), List.of("image")),
            options,
            log::add);
    started.add(service);
    return service;
  }

  HttpRequest.Builder request(String address, String path, byte[] body) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .POST(BodyPublishers.ofByteArray(body));
  }

  HttpResponse<byte[]> post(SegmentationService service, String path, byte[] body)
      throws Exception {
    return client.send(request(service.address(), path, body).build(), BodyHandlers.ofByteArray());
  }

  String refused(SegmentationService service, byte[] body) throws Exception {
    HttpResponse<byte[]> reply = post(service, "/segment", body);
    String text = new String(reply.body(), StandardCharsets.UTF_8);
    assertThat(text).doesNotContain(folder.toString());
    return reply.statusCode() + " " + text;
  }

  HttpResponse<String> get(SegmentationService service, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(service.address() + path)).build(),
        BodyHandlers.ofString());
  }

  static String header(HttpResponse<?> reply, String name) {
    return reply.headers().firstValue(name).orElse("");
  }

  Path written(String name) {
    Path file = folder.resolve(name);
    FORMATS.write(file, Contents.of(image()), true);
    return file;
  }

  static Scan image() {
    float[] values = new float[4 * 3 * 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 5 - 2;
    }
    return Scan.of(Shape.of(4, 3, 2), AxisOrder.FIRST_FASTEST, Voxels.of(values))
        .withAffine(Affine.ofSpacing(1.5, 1.25, 8));
  }

  private List<Path> temporary() throws IOException {
    if (!Files.exists(folder.resolve("temp"))) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder.resolve("temp"))) {
      return files.skip(1).toList();
    }
  }
}
