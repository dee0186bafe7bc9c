package dev.icl.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that a service answers and refuses, with a threshold in place of a network. */
class SegmentationServiceTest {
  private static final VolumeFormats FORMATS = VolumeFormats.installed();
  private static final String TOKEN = "0123456789abcdef";

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> log = new ArrayList<>();
  private final List<SegmentationService> started = new ArrayList<>();

  private byte[] scan = new byte[0];

  @BeforeEach
  void writeScan() throws IOException {
    scan = Files.readAllBytes(written("a.nii.gz"));
  }

  @AfterEach
  void stop() throws IOException {
    started.forEach(SegmentationService::close);
    assertThat(temporary()).isEmpty();
  }

  @Test
  void aScanBecomesALabelMapOnItsGrid() throws Exception {
    HttpResponse<byte[]> reply = post(service(), "/segment", scan);

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(header(reply, "Content-Type")).isEqualTo("application/x-nifti");
    assertThat(header(reply, "Content-Disposition"))
        .isEqualTo("attachment; filename=\"scan.nii.gz\"");
    assertThat(header(reply, "X-ICL-Classes")).isEqualTo("[\"background\",\"c\\u0153ur\"]");
    Path file = Files.write(folder.resolve("reply.nii.gz"), reply.body());
    Scan labels = FORMATS.readLabel(file);
    assertThat(labels.affine()).isEqualTo(image().affine());
    assertThat(labels.voxels().toBytes()).contains(0, 1).hasSize(4 * 3 * 2);
  }

  @ParameterizedTest
  @CsvSource({
    "a.nrrd,   /segment,                  , scan.nrrd, application/x-nrrd",
    "a.mha,    /segment,                  , scan.mha,  application/x-metaimage",
    "a.nii,    /segment,                  , scan.nii,  application/x-nifti",
    "a.h5,     /segment,                  , scan.h5,   application/x-hdf5",
    "a.nii.gz, /segment?format=nrrd,      , scan.nrrd, application/x-nrrd",
    "a.nrrd,   /segment, application/x-hdf5, scan.h5, application/x-hdf5",
    "a.nrrd,   /segment, 'text/html, application/x-metaimage;q=0.5', scan.mha, application/x-metaimage",
    "a.nrrd,   /segment, '*/*', scan.nrrd, application/x-nrrd",
  })
  void theFormatIsTheOneAskedForOrThatOfTheScan(
      String file, String path, String accept, String name, String type) throws Exception {
    String address = service().address();
    HttpRequest.Builder request = request(address, path, Files.readAllBytes(written(file)));
    if (accept != null) {
      request.header("Accept", accept);
    }

    HttpResponse<byte[]> reply = client.send(request.build(), BodyHandlers.ofByteArray());

    assertThat(reply.statusCode())
        .as(new String(reply.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    assertThat(header(reply, "Content-Disposition")).contains("\"" + name + "\"");
    assertThat(header(reply, "Content-Type")).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET    | /segment            | 405 | This path does not take the method: use POST.
          PUT    | /segment            | 405 | use POST.
          POST   | /health             | 405 | use GET, HEAD.
          POST   | /metrics            | 405 | use GET, HEAD.
          GET    | /                   | 404 | There is nothing at this path
          POST   | /segment/more       | 404 | There is nothing at this path
          POST   | /segment?format=gif | 400 | there is no such choice
          POST   | /segment?name=a     | 400 | not known
          POST   | /segment?series=1.2 | 422 | no zip archive
          POST   | /segment?series=..  | 400 | that is no UID
          POST   | /segment?series=a/b | 400 | that is no UID
          POST   | /segment?format=dicom-seg&format=nrrd | 400 | not known
          """)
  void whatIsNoRequestGetsASentence(String method, String path, int status, String part)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(service().address() + path))
            .method(method, BodyPublishers.ofByteArray(scan))
            .build();

    HttpResponse<String> reply = client.send(request, BodyHandlers.ofString());

    assertThat(reply.statusCode()).isEqualTo(status);
    assertThat(header(reply, "Content-Type")).isEqualTo("application/json");
    assertThat(reply.body()).startsWith("{\"error\":\"").contains(part).hasLineCount(1);
  }

  @Test
  void badScansGetASentenceThatNamesNoFolder() throws Exception {
    SegmentationService service = service();

    assertThat(refused(service, "no scan at all".getBytes(StandardCharsets.UTF_8)))
        .startsWith("422 {\"error\":\"scan is in no known image format");
    assertThat(refused(service, Arrays.copyOf(scan, scan.length - 20)))
        .startsWith("422 {\"error\":\"scan.nii.gz ");
    assertThat(refused(service, new byte[0])).startsWith("400").contains("The body is empty");
    assertThat(refused(service, zip("notes.txt", "nothing")))
        .startsWith("422")
        .contains("The archive holds no DICOM file");
    assertThat(refused(service, Arrays.copyOf(zip("notes.txt", "nothing"), 45)))
        .startsWith("422")
        .contains("The archive is damaged");
    assertThat(log).isEmpty();
  }

  @Test
  void formsAndEncodedBodiesAreRefused() throws Exception {
    String address = service().address();

    HttpRequest form =
        request(address, "/segment", scan)
            .header("Content-Type", "multipart/form-data; boundary=x")
            .build();
    assertThat(client.send(form, BodyHandlers.ofString()).statusCode()).isEqualTo(415);
    HttpRequest encoded =
        request(address, "/segment", scan).header("Content-Encoding", "gzip").build();
    assertThat(client.send(encoded, BodyHandlers.ofString()).statusCode()).isEqualTo(415);
    HttpRequest html = request(address, "/segment", scan).header("Accept", "text/html").build();
    assertThat(client.send(html, BodyHandlers.ofString()).statusCode()).isEqualTo(406);
  }

  @Test
  void aBodyBeyondTheLimitIsRefusedWithAndWithoutItsLength() throws Exception {
    SegmentationService service = service();
    byte[] large = new byte[(1 << 20) + 1];

    assertThat(refused(service, large)).startsWith("413").contains("larger than 1048576 bytes");
    HttpRequest chunked =
        HttpRequest.newBuilder(URI.create(service.address() + "/segment"))
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
            .build();
    assertThat(client.send(chunked, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
  }

  @Test
  void anArchiveThatGrowsBeyondItsLimitIsRefused() throws Exception {
    byte[] head = new byte[6 << 20];
    System.arraycopy("DICM".getBytes(StandardCharsets.US_ASCII), 0, head, 128, 4);

    assertThat(refused(service(), zip("a.dcm", head)))
        .startsWith("422")
        .contains("The archive holds more than 4194304 bytes");
  }

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

  @Test
  void aFullServiceSaysWhenToComeAgain() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    SegmentationService service =
        start(
            (scan, format, results) -> {
              begun.countDown();
              await(go);
              return new ThresholdWorker().segment(scan, format, results);
            },
            options(1, Optional.empty(), 60));
    HttpRequest request = request(service.address(), "/segment", scan).build();
    CompletableFuture<HttpResponse<byte[]>> first =
        client.sendAsync(request, BodyHandlers.ofByteArray());
    await(begun);
    CompletableFuture<HttpResponse<byte[]>> second =
        client.sendAsync(request, BodyHandlers.ofByteArray());
    untilMetricsHold(service, "icl_places_taken 2\n");

    HttpResponse<byte[]> third = client.send(request, BodyHandlers.ofByteArray());

    assertThat(third.statusCode()).isEqualTo(503);
    assertThat(header(third, "Retry-After")).matches("[1-9]\\d*");
    go.countDown();
    assertThat(first.get().statusCode()).isEqualTo(200);
    assertThat(second.get().statusCode()).isEqualTo(200);
    untilMetricsHold(service, "icl_requests_total{status=\"503\"} 1\n");
    untilMetricsHold(service, "icl_places_taken 0\n");
    assertThat(get(service, "/metrics").body())
        .contains("icl_segmentation_seconds_count 2\n", "icl_places 2\n");
  }

  @Test
  void closingFinishesWhatWasTaken() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    SegmentationService service =
        start(
            (scan, format, results) -> {
              begun.countDown();
              await(go);
              return new ThresholdWorker().segment(scan, format, results);
            },
            options(1, Optional.empty(), 60));
    HttpRequest request = request(service.address(), "/segment", scan).build();
    CompletableFuture<HttpResponse<byte[]>> taken =
        client.sendAsync(request, BodyHandlers.ofByteArray());
    await(begun);
    CompletableFuture<Void> closing = CompletableFuture.runAsync(service::close);
    while (get(service, "/health").statusCode() != 503) {
      Thread.onSpinWait();
    }

    assertThat(post(service, "/segment", scan).statusCode()).isEqualTo(503);
    go.countDown();
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

  @Test
  void aFailureOfTheProgramIsToldToItsOperatorAlone() throws Exception {
    SegmentationService service =
        start(
            (scan, format, results) -> {
              throw new IllegalStateException("secret of the inside");
            },
            options(1, Optional.empty(), 60));

    assertThat(refused(service, scan)).startsWith("500").doesNotContain("secret");
    assertThat(log).hasSize(1).first().asString().contains("secret of the inside");
    SegmentationService told =
        start(
            (scan, format, results) ->
                new ScanWorker.Outcome(
                    results, ThresholdWorker.result(0, List.of("secret again"), List.of(), true)),
            options(1, Optional.empty(), 60));
    assertThat(refused(told, scan)).startsWith("500").doesNotContain("secret");
    assertThat(log).hasSize(2).last().asString().contains("secret again");
  }

  private SegmentationService service() {
    return start(new ThresholdWorker(), options(1, Optional.empty(), 60));
  }

  private ServiceOptions options(int queue, Optional<AccessToken> token, int seconds) {
    return new ServiceOptions(
        ServiceOptions.LOOPBACK,
        0,
        token,
        1 << 20,
        queue,
        Duration.ofSeconds(seconds),
        folder.resolve("temp"));
  }

  private SegmentationService start(ScanWorker worker, ServiceOptions options) {
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

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder request(String address, String path, byte[] body) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .POST(BodyPublishers.ofByteArray(body));
  }

  private HttpResponse<byte[]> post(SegmentationService service, String path, byte[] body)
      throws Exception {
    return client.send(request(service.address(), path, body).build(), BodyHandlers.ofByteArray());
  }

  private String refused(SegmentationService service, byte[] body) throws Exception {
    HttpResponse<byte[]> reply = post(service, "/segment", body);
    String text = new String(reply.body(), StandardCharsets.UTF_8);
    assertThat(text).doesNotContain(folder.toString());
    return reply.statusCode() + " " + text;
  }

  private HttpResponse<String> get(SegmentationService service, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(service.address() + path)).build(),
        BodyHandlers.ofString());
  }

  private void untilMetricsHold(SegmentationService service, String line) throws Exception {
    while (!get(service, "/metrics").body().contains(line)) {
      Thread.onSpinWait();
    }
  }

  private static String raw(SegmentationService service, String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", URI.create(service.address()).getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String header(HttpResponse<?> reply, String name) {
    return reply.headers().firstValue(name).orElse("");
  }

  private Path written(String name) {
    Path file = folder.resolve(name);
    FORMATS.write(file, Contents.of(image()), true);
    return file;
  }

  private static Scan image() {
    float[] values = new float[4 * 3 * 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 5 - 2;
    }
    return Scan.of(new int[] {4, 3, 2}, AxisOrder.FIRST_FASTEST, Voxels.of(values))
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

  private static byte[] zip(String name, String content) throws IOException {
    return zip(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }
}
