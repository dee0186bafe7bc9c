package dev.icl.data;

import dev.icl.core.config.DataConfig;
import dev.icl.core.error.UnknownName;
import dev.icl.data.acdc.AcdcDataset;
import dev.icl.data.model.Dataset;
import dev.icl.data.phantom.PhantomDataset;
import java.util.List;

/** Opens datasets by name. */
public final class Datasets {
  private static final List<String> NAMES = List.of("acdc", "phantom");

  private Datasets() {}

  /**
   * Opens the dataset that a configuration names.
   *
   * @throws dev.icl.core.error.UserException if there is no such dataset, or it cannot be read
   */
  public static Dataset open(DataConfig config) {
    return switch (config.name()) {
      case "phantom" -> new PhantomDataset(config);
      case "acdc" -> AcdcDataset.open(config.root());
      default -> throw UnknownName.of("data.name", "dataset", config.name(), NAMES);
    };
  }
}
