package dev.icl.cli;

import dev.icl.core.error.OutOfRange;
import dev.icl.core.error.UserException;
import dev.icl.core.text.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The sizes of the steps that are measured, those of the published recipes unless others are. */
final class SpeedShape {
  private static final int LARGEST_EDGE = 8192;
  private static final int IMAGE = 2;

  /** What is measured by the number of sizes of a patch: the authors' recipes, on the phantoms. */
  private static final Map<Integer, List<String>> PUBLISHED =
      Map.of(
          IMAGE,
          List.of("train={patch: [128, 128], labeled_batch: 8, unlabeled_batch: 8}"),
          3,
          List.of(
              "network.name=unet3d",
              "data={name: phantom3d, phantom_size: [48, 64, 64], phantom_patients: 8, augment: brats}",
              "train={labeled_batch: 1, unlabeled_batch: 1}"));

  @Option(
      names = "--patch",
      split = ",",
      paramLabel = "SIZE",
      description =
          "Sizes of a patch, one per axis: 128,128 (or 128 alone) for images, 48,48,48 for volumes,"
              + " which the 3-D U-Net is measured on (default: 128,128).")
  private List<Integer> patch;

  @Option(
      names = "--batch",
      paramLabel = "PATCHES",
      description =
          "Patches in a step, half of them labelled in the method's step (default: 16 images, 2"
              + " volumes).")
  private Integer batch;

  /**
   * The settings of a measurement.
   *
   * @param chosen by the user, which go before the published ones
   * @throws UserException if a size is out of its range, or half of the batch cannot be labelled
   */
  List<String> settings(List<String> chosen) {
    List<Integer> sizes = sizes();
    List<String> published = PUBLISHED.get(sizes.isEmpty() ? IMAGE : sizes.size());
    if (published == null) {
      throw new UserException(
          "--patch: %s has %s; give one per axis, as 128,128 for images or 48,48,48 for volumes."
              .formatted(joined(sizes), Counts.of(sizes.size(), "size")));
    }
    List<String> settings = new ArrayList<>(published);
    settings.addAll(chosen);
    if (!sizes.isEmpty()) {
      settings.add("train.patch=[%s]".formatted(joined(sizes)));
    }
    if (batch != null) {
      OutOfRange.refuse("--batch", batch, 2, LARGEST_EDGE);
      if (batch % 2 != 0) {
        throw new UserException(
            "--batch: %d is odd, but half of the patches are labelled; use %d or %d."
                .formatted(batch, batch - 1, batch + 1));
      }
      settings.add("train.labeled_batch=" + batch / 2);
      settings.add("train.unlabeled_batch=" + batch / 2);
    }
    return settings;
  }

  /** One number is the edge of a square. */
  private List<Integer> sizes() {
    List<Integer> given = patch == null ? List.of() : patch;
    given.forEach(size -> OutOfRange.refuse("--patch", size, 1, LARGEST_EDGE));
    return given.size() == 1 ? List.of(given.get(0), given.get(0)) : given;
  }

  private static String joined(List<Integer> sizes) {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
