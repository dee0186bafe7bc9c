package dev.icl.app.run;

import dev.icl.app.checkpoint.DataFacts;
import dev.icl.core.checkpoint.Facts;
import dev.icl.core.error.UserException;
import dev.icl.core.text.Counts;
import dev.icl.data.Datasets;
import dev.icl.data.catalog.CachedPreparation;
import dev.icl.data.catalog.CaseReader;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.InputRules;
import dev.icl.data.catalog.ReadingRules;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.model.Dataset;
import dev.icl.data.settings.DataConfig;
import dev.icl.data.volume.VolumeDataset;
import java.util.List;
import java.util.Optional;

/**
 * The data that a network is scored on. Of another dataset than that of the training, files are
 * read by its own rules (which scans there are, their axis, their label values), but intensities go
 * through what the images of the training went through: the network knows no others.
 */
final class ScoredData {
  private ScoredData() {}

  /**
   * Opens the data. Reads no scan.
   *
   * @param data the section of the configuration
   * @param facts of the network's checkpoint; one of an earlier release does not say its rules, and
   *     then those of the dataset hold for intensities, too
   * @throws dev.icl.core.error.UserException if the data cannot be read
   */
  static Dataset open(DataConfig data, Facts facts) {
    Optional<InputRules> trained = facts.get(DataFacts.INPUT_RULES);
    boolean same = facts.get(DataFacts.DATASET).filter(data.name()::equals).isPresent();
    Dataset scored =
        trained.isEmpty() || same || !Datasets.hasFiles(data)
            ? Datasets.open(data)
            : other(data, trained.get(), facts.get(DataFacts.CLASS_NAMES).orElse(List.of()));
    trained.ifPresent(rules -> requireChannels(rules.channels(), scored.channelNames()));
    return scored;
  }

  private static void requireChannels(List<String> trained, List<String> scored) {
    if (trained.size() != scored.size()) {
      throw new UserException(
          "The network was trained on images of %s (%s), but those that data.name gives have %d (%s): score it on images of the same channels."
              .formatted(
                  Counts.of(trained.size(), "channel"),
                  String.join(", ", trained),
                  scored.size(),
                  String.join(", ", scored)));
    }
  }

  private static Dataset other(DataConfig data, InputRules trained, List<String> classNames) {
    Catalog catalog = Datasets.catalog(data);
    ReadingRules own = catalog.rules();
    // a folder whose classes have no names is taken to be labelled as the scans of the training
    ReadingRules rules =
        (own.classNames().isEmpty()
                ? new ReadingRules(
                    classNames, trained.labels(), own.axis(), own.intensities(), own.channels())
                : own)
            .with(trained.intensities());
    CaseReader reader =
        new CaseReader(rules, VolumeFormats.installed(), CachedPreparation.of(data));
    return new VolumeDataset(
        new Catalog(catalog.dataset(), catalog.root(), rules, catalog.cases()),
        reader,
        data.memoryBytes(),
        2);
  }
}
