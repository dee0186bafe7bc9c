package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.cli.Cli.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code icl serve}, in a process of its own.
 *
 * <p>{@code -Dicl.serve.requests=10000} sends as many requests, every third of them hostile; {@code
 * target/serve-requests.txt} then tells what became of them and of the memory.
 */
class ServeCommandTest extends PredictFolder {
  private static final String TOKEN = "a-token-for-tests";
  private static final int REQUESTS = Integer.getInteger("icl.serve.requests", 216);
  private static final int AT_ONCE = 12;
  private static final int LIMIT = 1 << 20;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void everyRequestIsAnsweredWhateverComesBetween() throws Exception {
    Files.writeString(folder.resolve("token"), TOKEN + "\n");
    try (ServiceProcess service =
        ServiceProcess.start(
            folder,
            "--checkpoint",
            best().toString(),
            "--token-file",
            folder.resolve("token").toString(),
            "--max-size",
            "1",
            "--read-timeout",
            "1",
            "--temp",
            folder.resolve("temp").toString())) {
      byte[] scan = Files.readAllBytes(folder.resolve("scans/a.nii.gz"));
      predict("scans/a.nii.gz");
      byte[] labels = FORMATS.readLabel(folder.resolve("out/a.nii.gz")).voxels().toBytes();

      Map<String, Integer> outcomes = flood(service, scan, labels);

      HttpResponse<String> metrics = get(service, "/metrics");
      Files.createDirectories(Path.of("target"));
      Files.writeString(Path.of("target/serve-requests.txt"), outcomes + "\n\n" + metrics.body());
      assertThat(outcomes)
          .doesNotContainKey("hang")
          .containsEntry("right", REQUESTS - REQUESTS / 3);
      assertThat(outcomes.keySet()).noneMatch(key -> key.startsWith("unfit"));
      assertThat(metrics.body()).contains("icl_places_taken 0\n");
      assertThat(service.terminate()).isZero();
      assertThat(service.output()).doesNotContain("could not be").doesNotContain(TOKEN);
      try (Stream<Path> left = Files.list(folder.resolve("temp"))) {
        assertThat(left).isEmpty();
      }
    }
  }

  /** Sends all requests, some at a time; how many had which outcome. */
  private Map<String, Integer> flood(ServiceProcess service, byte[] scan, byte[] labels)
      throws Exception {
    HostileRequests hostile = new HostileRequests(service.port(), TOKEN, scan, LIMIT);
    ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
    Map<String, Integer> outcomes = new TreeMap<>();
    try {
      int quarter = REQUESTS / 4;
      for (int first = 0; first < REQUESTS; first += quarter) {
        List<Future<String>> some = new ArrayList<>();
        for (int i = first; i < Math.min(REQUESTS, first + quarter); i++) {
          int number = i;
          some.add(
              clients.submit(
                  () ->
                      number % 3 == 2
                          ? attack(hostile, number)
                          : ordinary(service, scan, labels, number)));
        }
        for (Future<String> one : some) {
          outcomes.merge(one.get(), 1, Integer::sum);
        }
        outcomes.put(
            "resident KiB after %06d".formatted(first + quarter), (int) service.resident());
      }
      return outcomes;
    } finally {
      clients.shutdownNow();
    }
  }

  private static String attack(HostileRequests hostile, int number)
      throws IOException, InterruptedException {
    int kind = number / 3 % HostileRequests.KINDS;
    try {
      int status = hostile.send(kind, number);
      // a damaged scan is to be read, not only refused at the door
      while (status == 503 && HostileRequests.isWhole(kind)) {
        Thread.sleep(20);
        status = hostile.send(kind, number);
      }
      return (HostileRequests.fits(kind, status) ? "kind " : "unfit kind ") + kind + ": " + status;
    } catch (SocketTimeoutException e) {
      return "hang";
    }
  }

  /** A scan that is sent again where the service is full, as its reply asks for. */
  private String ordinary(ServiceProcess service, byte[] scan, byte[] labels, int number)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(service.address() + "/segment?format=nifti"))
            .header("Authorization", "Bearer " + TOKEN)
            .POST(BodyPublishers.ofByteArray(scan))
            .build();
    HttpResponse<byte[]> reply = client.send(request, BodyHandlers.ofByteArray());
    while (reply.statusCode() == 503 && reply.headers().firstValue("Retry-After").isPresent()) {
      Thread.sleep(20);
      reply = client.send(request, BodyHandlers.ofByteArray());
    }
    if (reply.statusCode() != 200) {
      return "unfit: " + reply.statusCode();
    }
    Path file = Files.write(folder.resolve("reply" + number + ".nii.gz"), reply.body());
    boolean same = Arrays.equals(FORMATS.readLabel(file).voxels().toBytes(), labels);
    Files.delete(file);
    return same ? "right" : "unfit: wrong";
  }

  @Test
  void anArchiveOfADicomSeriesBecomesASegmentationObject() throws Exception {
    DicomSlices.write(folder.resolve("series"), 3);
    try (ServiceProcess service = ServiceProcess.start(folder, "--checkpoint", best().toString())) {
      HttpResponse<byte[]> object = post(service, "?format=dicom-seg", zipped("series"));
      assertThat(object.statusCode()).isEqualTo(200);
      assertThat(new String(object.body(), StandardCharsets.ISO_8859_1))
          .contains("DICM", "1.2.840.10008.5.1.4.1.1.66.4", "NOBODY");
      HttpResponse<byte[]> nifti = post(service, "", zipped("series"));
      assertThat(nifti.headers().firstValue("Content-Disposition"))
          .hasValueSatisfying(value -> assertThat(value).contains("scan.nii.gz"));
      assertThat(post(service, "?series=1.2.4", zipped("series")).statusCode()).isEqualTo(200);
      assertThat(refused(service, "?series=1.2.9"))
          .contains("holds no series 1.2.9: leave series out, or choose one of 1.2.4.");
      Files.copy(folder.resolve("series/IM1"), folder.resolve("series/IM9"));
      assertThat(refused(service, "")).contains("series");
      otherSeries("series/IM1", "series/IM9");
      assertThat(refused(service, ""))
          .contains("2 DICOM series: choose one with series=UID in the query, of 1.2.4, 1.2.5.");
      assertThat(get(service, "/health").body())
          .contains("\"status\":\"ok\"", "\"classes\":[\"background\",\"RV\",\"Myo\",\"LV\"]");
      assertThat(service.terminate()).isZero();
      assertThat(service.output()).contains("SIGTERM: the scans that were taken are finished");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --host 0.0.0.0             | --host: 0.0.0.0 can be reached from other machines
          --port 70000               | --port: 70000 is out of range
          --token short              | --token: a token has 16 to 1024 visible ASCII characters
          --token-file missing       | --token-file: missing cannot be read
          --queue -1                 | --queue: -1 is out of range
          --read-timeout 0           | --read-timeout: 0 s is out of range
          --max-size 0               | --max-size: a scan takes at least 1 MiB
          """)
  void whatCannotBeServedIsRefusedAtOnce(String options, String sentence) {
    List<String> arguments = new ArrayList<>(List.of("serve", "--checkpoint", best().toString()));
    arguments.addAll(List.of(options.split(" ")));

    Outcome outcome = new Cli(folder).run(arguments.toArray(String[]::new));

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).hasLineCount(1).startsWith(sentence);
  }

  /** A copy of a slice that belongs to another series. */
  private void otherSeries(String from, String to) throws IOException {
    String bytes = Files.readString(folder.resolve(from), StandardCharsets.ISO_8859_1);
    Files.writeString(
        folder.resolve(to), bytes.replace("1.2.4\0", "1.2.5\0"), StandardCharsets.ISO_8859_1);
  }

  private String refused(ServiceProcess service, String query) throws Exception {
    HttpResponse<byte[]> reply = post(service, query, zipped("series"));
    assertThat(reply.statusCode()).isEqualTo(422);
    return new String(reply.body(), StandardCharsets.UTF_8);
  }

  private HttpResponse<byte[]> post(ServiceProcess service, String query, byte[] body)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(service.address() + "/segment" + query))
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofByteArray());
  }

  private HttpResponse<String> get(ServiceProcess service, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(service.address() + path))
            .header("Authorization", "Bearer " + TOKEN)
            .build(),
        BodyHandlers.ofString());
  }

  private byte[] zipped(String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        Stream<Path> files = Files.list(folder.resolve(name))) {
      zip.putNextEntry(new ZipEntry("study/README.txt"));
      zip.write("not an image".getBytes(StandardCharsets.UTF_8));
      for (Path file : files.sorted().toList()) {
        zip.putNextEntry(new ZipEntry("study/" + file.getFileName()));
        zip.write(Files.readAllBytes(file));
      }
    }
    return bytes.toByteArray();
  }
}
