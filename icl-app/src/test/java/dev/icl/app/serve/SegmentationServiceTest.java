package dev.icl.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.data.scan.Scan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that a service answers and refuses, with a threshold in place of a network. */
class SegmentationServiceTest extends StartedServices {
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
    byte[] empty = Arrays.copyOf(new byte[] {'P', 'K', 5, 6}, 22);
    assertThat(refused(service, empty)).contains("The archive holds no DICOM file");
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
