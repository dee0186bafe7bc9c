package dev.icl.app.proposal;

import dev.icl.app.plan.LeastMemory;
import dev.icl.core.error.UserException;
import dev.icl.modules.network.unet.EncoderKind;
import java.util.List;
import java.util.Optional;

/**
 * The limits that a proposal keeps to.
 *
 * @param rank 2 for slices, 3 for volumes; empty for what suits the scans
 * @param memory in GB, as nnU-Net counts it: of a GPU that trains in mixed precision
 * @param encoder the blocks of the network's way down
 * @param spacing mm between voxels along each axis of the files, where these do not tell it; empty
 *     if it is not known
 */
public record Wishes(
    Optional<Integer> rank, double memory, EncoderKind encoder, List<Double> spacing) {
  /** Bytes. */
  static final double GIGABYTE = 1e9;

  /** What the program takes beside the tensors of a step, in GB. */
  private static final double PROGRAM = 2;

  private static final double LEAST = 0.5;

  /**
   * Copies the list.
   *
   * @throws UserException if the rank is neither 2 nor 3, the memory is no positive number, or the
   *     spacing is not three of them
   */
  public Wishes {
    spacing = List.copyOf(spacing);
    if (!spacing.isEmpty()
        && (spacing.size() != 3 || spacing.stream().anyMatch(mm -> !(mm > 0 && mm <= 1000)))) {
      throw new UserException(
          "--spacing: %s are not the distances of voxels; give three numbers of mm above 0 and at most 1000, as 1.5,1.5,10."
              .formatted(spacing));
    }
    if (rank.filter(axes -> axes != 2 && axes != 3).isPresent()) {
      throw new UserException(
          "--rank: %d is not the number of axes of a patch; use 2 for slices or 3 for volumes."
              .formatted(rank.get()));
    }
    if (!(memory > 0 && memory <= 1e6)) {
      throw new UserException(
          "--memory: %s GB cannot hold a training; use a number above 0 and at most 1000000."
              .formatted(memory));
    }
  }

  /**
   * Half of what the program leaves of the machine's memory, in GB: single precision takes twice
   * what mixed precision does.
   */
  public static double machineMemory() {
    double free = LeastMemory.machine() / GIGABYTE - PROGRAM;
    return Math.max(LEAST, Math.rint(free / 2 * 10) / 10);
  }
}
