package dev.icl.cli;

import java.util.List;

/** The smallest networks of each rank, and steps that they can make. */
final class Small {
  private Small() {}

  /**
   * Settings of a training.
   *
   * @param what {@code slices} or {@code volumes}
   */
  static List<String> of(String what) {
    return switch (what) {
      case "slices" ->
          List.of(
              "method={heads: [2, 1]}",
              "network={channels: [2, 4, 8, 8], dropout: [0.1, 0.1, 0.1, 0.1]}",
              "train={labeled_batch: 1, unlabeled_batch: 1, patch: [32, 32]}");
      case "volumes" ->
          List.of(
              "method={heads: [2, 1, 1], consistency_weight: 10}",
              "network={name: unet3d, channels: [2, 2, 2, 2, 4], dropout: [0.1, 0.1]}",
              "data.augment=brats",
              "train={labeled_batch: 1, unlabeled_batch: 1, patch: [16, 32, 32]}");
      default -> throw new IllegalArgumentException(what);
    };
  }
}
