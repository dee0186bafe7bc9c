package dev.icl.bench.matrix;

import dev.icl.app.plan.LeastMemory;
import dev.icl.app.plan.TrainingNeeds;
import dev.icl.core.text.Counts;
import java.util.Optional;

/**
 * The memory and the disk space that a benchmark takes, estimated as those of its trainings.
 *
 * @param cells that are not done
 * @param atOnce the number of trainings that run side by side
 * @param memory bytes of those, if all of them are the largest one
 * @param disk an upper bound of the bytes that the trainings leave
 */
public record BenchNeeds(int cells, int atOnce, long memory, long disk) {
  /** {@code 6 cells, 2 trainings at once: about 1.2 GiB of memory and at most 80 MiB of disk}. */
  public String text() {
    return "%s, %s at once: about %s of memory and at most %s of disk"
        .formatted(
            Counts.of(cells, "cell"),
            Counts.of(atOnce, "training"),
            TrainingNeeds.size(memory),
            TrainingNeeds.size(disk));
  }

  /** A sentence on an estimate of more memory than the machine has; empty if it has enough. */
  public Optional<String> warning() {
    return warning(LeastMemory.machine());
  }

  Optional<String> warning(long available) {
    return memory <= available
        ? Optional.empty()
        : Optional.of(
            "Warning: this machine has %s of memory, less than that, so the system may end cells; lower bench.parallel, set method.mixer to axial, or use a smaller train.patch."
                .formatted(TrainingNeeds.size(available)));
  }
}
