package dev.icl.app.serve;

import com.sun.net.httpserver.HttpExchange;
import dev.icl.app.predict.LabelFormat;
import dev.icl.core.error.UserException;
import dev.icl.core.json.Json;
import dev.icl.data.format.VolumeFormat;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.format.dicom.DicomFormat;
import dev.icl.data.io.FileBytes;
import dev.icl.data.io.Inflated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * The way of one scan from the body of a request to the label map in the reply. Its files are in a
 * folder of its own, which the caller deletes.
 *
 * @param worker segments it
 * @param formats that are read
 * @param facts of the network
 * @param metrics receives sizes and times
 * @param log receives what is no mistake of the client
 */
record SegmentRequest(
    ScanWorker worker,
    VolumeFormats formats,
    ServiceFacts facts,
    ServiceMetrics metrics,
    Consumer<String> log) {
  /** Files of a series may be so many times larger than their archive. */
  private static final long MOST_UNPACKED = 4;

  private static final int HEAD = 512;

  /**
   * Receives a scan and segments it.
   *
   * @param exchange of the request
   * @param upload the limits of its body
   * @param folder of the request's files
   * @param place where the work is done
   * @param patience with the client while it sends
   * @return the reply, for which the files must stay
   * @throws Refusal if there is no label map
   * @throws IOException if the client is gone, or a file cannot be written
   */
  ServiceReply reply(
      HttpExchange exchange,
      ScanUpload upload,
      Path folder,
      WorkPlaces.Place place,
      ClientPatience patience)
      throws Refusal, IOException, InterruptedException {
    RequestQuery query = RequestQuery.of(exchange.getRequestURI());
    LabelFormat format =
        LabelMedia.wanted(
            query.value(RequestQuery.FORMAT),
            exchange.getRequestHeaders().getOrDefault("Accept", List.of()));
    Path body = folder.resolve("scan");
    patience.during(() -> metrics.received(upload.receive(exchange, body)));
    try {
      ScanWorker.Outcome outcome =
          place.result(() -> segmented(body, query, format, upload.most()));
      return of(outcome, folder);
    } catch (ExecutionException e) {
      throw refusal(e, folder);
    }
  }

  private ScanWorker.Outcome segmented(Path body, RequestQuery query, LabelFormat format, long most)
      throws IOException {
    long start = System.nanoTime();
    try {
      Path results = Files.createDirectory(body.resolveSibling("labels"));
      return worker.segment(scan(body, query, most), format, results);
    } finally {
      metrics.worked(System.nanoTime() - start);
    }
  }

  /** The body under a name from which its format can be told, or the folder of a series. */
  private Path scan(Path body, RequestQuery query, long most) throws IOException {
    byte[] head = FileBytes.head(body, HEAD);
    Optional<String> uid = query.value(RequestQuery.SERIES);
    if (SeriesArchive.isOne(head)) {
      Path series = Files.createDirectory(body.resolveSibling("series"));
      DicomFormat dicom = new DicomFormat();
      new SeriesArchive(dicom, Math.multiplyExact(most, MOST_UNPACKED)).unpack(body, series);
      Files.delete(body);
      // that of the worker keeps the headers, so that they are read once
      DicomFormat reader = formats.of(series) instanceof DicomFormat ours ? ours : dicom;
      return new UploadedSeries(reader, series).chosen(uid);
    }
    if (uid.isPresent()) {
      throw new UserException(
          "The body is no zip archive, so there is no series to choose: leave series out.");
    }
    VolumeFormat format = formats.of(body);
    boolean gzip = Inflated.isGzip(head);
    String ending =
        format.extensions().stream()
            .filter(e -> e.endsWith(".gz") == gzip)
            .findFirst()
            .orElse(format.extensions().get(0));
    return Files.move(body, body.resolveSibling("scan" + ending));
  }

  private ServiceReply of(ScanWorker.Outcome outcome, Path folder) throws Refusal, IOException {
    if (outcome.result().unexpected()) {
      outcome.result().failures().forEach(log);
      throw unexpected();
    }
    if (!outcome.result().failures().isEmpty()) {
      throw new Refusal(422, shown(outcome.result().failures().get(0), folder));
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(
        "Content-Disposition",
        "attachment; filename=\"%s\"".formatted(outcome.labels().getFileName()));
    headers.put("X-ICL-Classes", ascii(facts.classes()));
    List<String> notes =
        outcome.result().notes().stream().map(note -> shown(note, folder)).toList();
    if (!notes.isEmpty()) {
      headers.put("X-ICL-Notes", ascii(notes));
    }
    return ServiceReply.file(outcome.labels(), LabelMedia.type(outcome.labels())).with(headers);
  }

  private Refusal refusal(ExecutionException e, Path folder) {
    Throwable cause = e.getCause();
    if (cause instanceof UserException) {
      return new Refusal(422, shown(String.valueOf(cause.getMessage()), folder));
    }
    if (cause instanceof OutOfMemoryError) {
      return new Refusal(
          422,
          "The scan does not fit into the memory of the service: give it a larger heap, as with ICL_JAVA_OPTS=-Xmx2g in its environment.");
    }
    log.accept("A scan could not be dealt with: " + cause);
    return unexpected();
  }

  /** The refusal for what is not the client's fault. */
  static Refusal unexpected() {
    return new Refusal(
        500, "The service failed unexpectedly: what it printed tells why; try again.");
  }

  /** A sentence without the folder, which is no business of the client. */
  private static String shown(String sentence, Path folder) {
    return sentence.replace(folder + folder.getFileSystem().getSeparator(), "");
  }

  /** A list as JSON in ASCII on one line, as headers must be. */
  private static String ascii(List<String> values) {
    StringBuilder text = new StringBuilder();
    Json.line(values)
        .chars()
        .forEach(c -> text.append(c < 127 ? String.valueOf((char) c) : "\\u%04x".formatted(c)));
    return text.toString();
  }
}
