package dev.icl.modules.method;

import dev.icl.core.error.UserException;
import dev.icl.core.text.Counts;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/** The feature levels of a network that ICL reads. */
final class Scales {
  private Scales() {}

  /**
   * @param method its name, for error messages
   * @param settings of ICL
   * @param levels how many the network offers
   * @return their indices, deep to shallow
   * @throws UserException if there are no such levels, or heads are not given for every level
   */
  static List<Integer> of(String method, IclSettings settings, int levels) {
    if (levels == 0) {
      throw new UserException(
          "network.channels: the method %s reads the feature levels between the shallowest and the deepest one, and this network has none; give at least 3 channels, such as [16, 32, 64] with method.heads [2], or set method.name to one without ICL."
              .formatted(method));
    }
    if (settings.heads().size() != levels) {
      throw new UserException(
          "method.heads: %s has %s, but the network offers %s; give one per level, deep to shallow."
              .formatted(
                  settings.heads(),
                  Counts.of(settings.heads().size(), "entry", "entries"),
                  Counts.of(levels, "feature level")));
    }
    List<Integer> scales = settings.ablation().scales();
    if (scales.isEmpty()) {
      return IntStream.range(0, levels).boxed().toList();
    }
    boolean inRange = scales.stream().allMatch(scale -> scale >= 1 && scale <= levels);
    if (!inRange || new HashSet<>(scales).size() < scales.size()) {
      throw new UserException(
          "method.ablation.scales: %s does not name feature levels of the network; use numbers from 1, the deepest, to %d, each once."
              .formatted(scales, levels));
    }
    return scales.stream().sorted().map(scale -> scale - 1).toList();
  }
}
