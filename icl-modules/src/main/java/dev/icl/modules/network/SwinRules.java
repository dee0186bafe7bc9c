package dev.icl.modules.network;

import dev.icl.core.attention.TokenWindows;
import dev.icl.core.error.UserException;
import dev.icl.core.text.Counts;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rules for the settings of Swin networks, in the words of their users. */
final class SwinRules {
  private SwinRules() {}

  /**
   * The stages of a network.
   *
   * @param network its name
   * @param settings of the network
   * @param least the fewest stages it can have
   * @param most the most
   * @throws UserException if it has others, or their heads do not divide their channels
   */
  static void requireStages(String network, SwinSettings settings, int least, int most) {
    int found = settings.stages();
    if (found < least || found > most) {
      throw new UserException(
          "network.depths: %s has %s, but %s needs %s; give one number of blocks per stage, shallow to deep."
              .formatted(
                  settings.depths(),
                  Counts.of(found, "stage"),
                  network,
                  least == most ? least : "%d to %d".formatted(least, most)));
    }
    if (settings.heads().size() != found) {
      throw new UserException(
          "network.heads: %s has %s for the %d stages of network.depths; give one per stage."
              .formatted(
                  settings.heads(), Counts.of(settings.heads().size(), "entry", "entries"), found));
    }
    for (int stage = 0; stage < found; stage++) {
      int channels = settings.channels(stage);
      int heads = settings.heads().get(stage);
      if (channels < 1 || heads < 1 || channels % heads != 0) {
        throw new UserException(
            "network.heads: %d heads do not divide the %d channels of stage %d; use a divisor of %d, or another network.embedding."
                .formatted(heads, channels, stage + 1, channels));
      }
    }
  }

  /**
   * Windows that divide the tokens of every stage.
   *
   * @param settings of the network
   * @param patch {@code train.patch}, multiples of the network's divisors
   * @param size of a patch of the embedding along each axis
   * @throws UserException if they do not divide those of one
   */
  static void requireWindows(SwinSettings settings, List<Integer> patch, int size) {
    for (int stage = 0; stage < settings.stages(); stage++) {
      if (!divides(settings.window(), patch, size << stage)) {
        throw new UserException(
            "network.window: windows of %d do not divide the %s tokens of stage %d, which a train.patch of %s makes; use %s, or a patch whose sizes are multiples of %d."
                .formatted(
                    settings.window(),
                    grid(patch, size << stage).stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining("×")),
                    stage + 1,
                    patch,
                    nearest(settings, patch, size),
                    size * settings.window() << (settings.stages() - 1)));
      }
    }
  }

  private static String nearest(SwinSettings settings, List<Integer> patch, int size) {
    int most = grid(patch, size).stream().mapToInt(Integer::intValue).min().orElseThrow();
    List<Integer> fitting =
        IntStream.rangeClosed(1, most)
            .filter(
                window ->
                    IntStream.range(0, settings.stages())
                        .allMatch(stage -> divides(window, patch, size << stage)))
            .boxed()
            .toList();
    List<Integer> below = fitting.stream().filter(w -> w < settings.window()).toList();
    List<Integer> above = fitting.stream().filter(w -> w > settings.window()).toList();
    return above.isEmpty()
        ? String.valueOf(below.get(below.size() - 1))
        : below.get(below.size() - 1) + " or " + above.get(0);
  }

  private static boolean divides(int window, List<Integer> patch, int stride) {
    return TokenWindows.allAxes(grid(patch, stride), window, false).divides();
  }

  private static List<Integer> grid(List<Integer> patch, int stride) {
    return patch.stream().map(edge -> edge / stride).toList();
  }
}
