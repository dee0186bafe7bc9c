package dev.icl.app.config;

import dev.icl.modules.network.ImageSpec;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The images that networks are tried with before the data is opened, which says the real numbers of
 * channels and classes.
 */
final class TrialImages {
  private static final List<Integer> CHANNELS = List.of(1, 2, 3, 4);

  /** The background included. */
  private static final List<Integer> CLASSES = IntStream.rangeClosed(2, 20).boxed().toList();

  private TrialImages() {}

  /**
   * Images of all those numbers, the usual ones first.
   *
   * @param patch their size, one entry per spatial axis
   */
  static List<ImageSpec> of(List<Integer> patch) {
    return CHANNELS.stream()
        .flatMap(
            channels -> CLASSES.stream().map(classes -> new ImageSpec(channels, classes, patch)))
        .toList();
  }
}
