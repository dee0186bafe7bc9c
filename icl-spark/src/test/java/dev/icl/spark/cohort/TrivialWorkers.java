package dev.icl.spark.cohort;

import dev.icl.app.predict.ScanRecord;
import dev.icl.app.predict.ScanRecord.ClassVolume;
import dev.icl.app.predict.ScanRecord.Status;
import dev.icl.core.error.UserException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;

/**
 * Workers without a network: by its name a scan is done, fails, fails unexpectedly some times, or
 * ends the task.
 *
 * @param refusal of every worker; null if they work
 */
record TrivialWorkers(@Nullable String refusal) implements ScanWorkers {
  /** Every tenth scan fails, or none. */
  static List<ScanTask> scans(int count, boolean failing) {
    return IntStream.range(0, count)
        .mapToObj(i -> (failing && i % 10 == 3 ? "failing" : "case") + i)
        .map(TrivialWorkers::scan)
        .toList();
  }

  static ScanTask scan(String name) {
    return new ScanTask(name, List.of("/scans/" + name), 10, null, 0);
  }

  @Override
  public ScanWorker borrow(TaskContext context) {
    if (refusal != null) {
      throw new UserException(refusal);
    }
    return new ScanWorker() {
      @Override
      public CohortRow run(ScanTask scan) {
        return CohortRow.of(record(scan), scan.bytes(), "7");
      }

      @Override
      public void close() {}
    };
  }

  private static ScanRecord record(ScanTask scan) {
    if (scan.name().startsWith("fatal")) {
      throw new IllegalStateException("as if the process had ended");
    }
    if (scan.name().startsWith("failing")) {
      return failed(scan, Status.FAILED, scan.file() + " is \"damaged\", it seems:\nrepair it.");
    }
    if (scan.name().startsWith("flaky") && scan.tries() < 2 || scan.name().startsWith("broken")) {
      return failed(scan, Status.UNEXPECTED, "try " + (scan.tries() + 1));
    }
    return new ScanRecord(
        scan.name(),
        scan.file(),
        "/labels/" + scan.name(),
        Status.DONE,
        0.25,
        List.of(new ClassVolume("tumour", 12, 1.5), new ClassVolume("edge, \"ä\"", 0, null)),
        0.125,
        List.of("no orientation"),
        null);
  }

  private static ScanRecord failed(ScanTask scan, Status status, String error) {
    return new ScanRecord(
        scan.name(), scan.file(), "", status, 0.5, List.of(), null, List.of(), error);
  }
}
