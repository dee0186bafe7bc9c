package dev.icl.cli;

import java.util.List;
import java.util.stream.Stream;

/** The smallest networks of each rank, and steps that they can make. */
final class Small {
  private Small() {}

  /**
   * Options of a training.
   *
   * @param what {@code slices} or {@code volumes}
   * @param more settings, which stand in front of those of the network
   */
  static String[] options(String what, String... more) {
    return Stream.concat(Stream.of(more), settings(what).stream())
        .flatMap(setting -> Stream.of("--set", setting))
        .toArray(String[]::new);
  }

  private static List<String> settings(String what) {
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
