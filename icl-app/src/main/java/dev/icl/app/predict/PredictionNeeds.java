package dev.icl.app.predict;

import dev.icl.app.plan.LeastMemory;
import dev.icl.app.plan.TrainingNeeds;
import dev.icl.core.error.UserException;
import dev.icl.core.text.Counts;
import dev.icl.modules.train.ProgressText;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The memory, the disk space and the time that the segmentation of scans takes, estimated from the
 * largest file among them and a trial of the networks.
 *
 * @param scans the number of scans that are not segmented yet
 * @param heap bytes of Java's heap for the largest one
 * @param networks native bytes of the networks and of a forward pass
 * @param disk an upper bound of the bytes that are written for all scans, where label maps are not
 *     compressed
 * @param seconds of all scans, without reading and writing their files
 */
public record PredictionNeeds(int scans, long heap, long networks, long disk, double seconds) {
  private static final int HEAP_STEP = 512;

  /** An estimate of the most memory that the process holds, in bytes. */
  public long memory() {
    return TrainingNeeds.PROGRAM + networks + heap;
  }

  /** {@code 12 scans: about 1.2 GiB of memory, at most 80 MiB of disk and about 2:10}. */
  public String text() {
    return "%s: about %s of memory, at most %s of disk and about %s"
        .formatted(
            Counts.of(scans, "scan"),
            TrainingNeeds.size(memory()),
            TrainingNeeds.size(disk),
            ProgressText.duration(seconds));
  }

  /** A sentence on an estimate of more memory than the machine has; empty if it has enough. */
  public Optional<String> warning() {
    return warning(LeastMemory.machine());
  }

  Optional<String> warning(long available) {
    return memory() <= available
        ? Optional.empty()
        : Optional.of(
            "Warning: this machine has %s of memory, less than that, so the system may end the program; use fewer networks together, or a machine with more."
                .formatted(TrainingNeeds.size(available)));
  }

  /**
   * The refusal of a scan.
   *
   * @param scan its file
   * @param needed bytes of the heap that it takes at least
   * @param available bytes that there are
   */
  static UserException tooLarge(Path scan, long needed, long available) {
    long mebibytes = needed * 3 / 2 >> 20;
    return new UserException(
        "%s takes at least %s of Java's heap, which has %s: set ICL_JAVA_OPTS=-Xmx%dm in the environment, or leave the scan out."
            .formatted(
                scan,
                TrainingNeeds.size(needed),
                TrainingNeeds.size(available),
                (mebibytes / HEAP_STEP + 1) * HEAP_STEP));
  }
}
