package dev.icl.app.share;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A process that claims items whose work is next to nothing. Arguments: the folder of the claims, a
 * file that receives the name of every item that is done, the number of items, the milliseconds of
 * an item and of a lease.
 */
final class ClaimingWorker {
  private ClaimingWorker() {}

  /** The result of an item. */
  record Made(String of, long process) {}

  static List<WorkItem> items(int count) {
    return IntStream.range(0, count).mapToObj(i -> new WorkItem("scan" + i, i % 7)).toList();
  }

  public static void main(String[] arguments) {
    Path log = Path.of(arguments[1]);
    long millis = Long.parseLong(arguments[3]);
    long process = ProcessHandle.current().pid();
    try (ClaimedWork<Made> work =
        new ClaimedWork<>(
            Path.of(arguments[0]),
            Made.class,
            Duration.ofMillis(Long.parseLong(arguments[4])),
            10,
            settled -> {})) {
      work.run(
          items(Integer.parseInt(arguments[2])),
          item -> {
            try {
              Thread.sleep(millis);
              Files.writeString(
                  log, item.name() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            return new Made(item.name(), process);
          });
    }
  }
}
