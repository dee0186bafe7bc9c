package dev.icl.app.serve;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts of what a service did, in the text format of Prometheus. */
final class ServiceMetrics {
  private final Map<Integer, LongAdder> answered = new ConcurrentSkipListMap<>();
  private final LongAdder cut = new LongAdder();
  private final LongAdder received = new LongAdder();
  private final LongAdder segmentations = new LongAdder();
  private final LongAdder nanoseconds = new LongAdder();

  /** A request was answered. */
  void answered(int status) {
    answered.computeIfAbsent(status, s -> new LongAdder()).increment();
  }

  /** A connection ended before its request was answered. */
  void cut() {
    cut.increment();
  }

  /** A body came in. */
  void received(long bytes) {
    received.add(bytes);
  }

  /** A scan was dealt with, whether or not it could be segmented. */
  void worked(long nanos) {
    segmentations.increment();
    nanoseconds.add(nanos);
  }

  /** The seconds that a scan takes on average; 1 before the first. */
  double meanSeconds() {
    long count = segmentations.sum();
    return count == 0 ? 1 : nanoseconds.sum() / 1e9 / count;
  }

  /**
   * The text.
   *
   * @param places of which the number is told
   */
  String text(WorkPlaces places) {
    StringBuilder text = new StringBuilder();
    head(text, "icl_requests_total", "counter", "Requests answered, by status of HTTP.");
    answered.forEach(
        (status, count) ->
            text.append("icl_requests_total{status=\"%d\"} %d\n".formatted(status, count.sum())));
    one(
        text,
        "icl_requests_cut_total",
        "counter",
        "Requests of clients that were gone or too slow.",
        cut.sum());
    one(text, "icl_received_bytes_total", "counter", "Bytes of scans received.", received.sum());
    head(text, "icl_segmentation_seconds", "summary", "Time from reading a scan to its label map.");
    text.append(
        String.format(Locale.ROOT, "icl_segmentation_seconds_sum %.6f\n", nanoseconds.sum() / 1e9));
    text.append("icl_segmentation_seconds_count %d\n".formatted(segmentations.sum()));
    one(
        text,
        "icl_places",
        "gauge",
        "Scans that can be dealt with at the same time.",
        places.all());
    one(text, "icl_places_taken", "gauge", "Scans that are dealt with.", places.taken());
    Runtime java = Runtime.getRuntime();
    one(
        text,
        "icl_heap_bytes",
        "gauge",
        "Java's heap in use.",
        java.totalMemory() - java.freeMemory());
    return text.toString();
  }

  private static void one(StringBuilder text, String name, String kind, String help, long value) {
    head(text, name, kind, help);
    text.append(name).append(' ').append(value).append('\n');
  }

  private static void head(StringBuilder text, String name, String kind, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(kind).append('\n');
  }
}
