package dev.icl.data;

import dev.icl.core.config.DataConfig;
import dev.icl.core.error.UserException;
import dev.icl.data.acdc.AcdcDataset;
import dev.icl.data.model.Dataset;
import dev.icl.data.phantom.PhantomDataset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Opens datasets by name. */
public final class Datasets {
  private static final List<String> NAMES = List.of("acdc", "phantom");

  private Datasets() {}

  /** The names {@link #open} knows, sorted. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * Opens the dataset that a configuration names.
   *
   * @throws UserException if there is no such dataset, or it cannot be read
   */
  public static Dataset open(DataConfig config) {
    return switch (config.name()) {
      case "phantom" -> new PhantomDataset(config);
      case "acdc" -> AcdcDataset.open(config.root());
      default ->
          throw new UserException(
              "There is no dataset '%s': did you mean data.name '%s' (known: %s)?"
                  .formatted(config.name(), nearest(config.name()), String.join(", ", NAMES)));
    };
  }

  private static String nearest(String name) {
    return NAMES.stream()
        .min(Comparator.comparingInt(n -> distance(n, name.toLowerCase(Locale.ROOT))))
        .orElseThrow();
  }

  /** Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(previous[j], row[j - 1]));
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
