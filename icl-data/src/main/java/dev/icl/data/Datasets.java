package dev.icl.data;

import dev.icl.core.error.UserException;
import dev.icl.core.settings.PluginCalls;
import dev.icl.core.settings.Providers;
import dev.icl.core.settings.Records;
import dev.icl.core.settings.Rules;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.InputRules;
import dev.icl.data.catalog.ReadingRules;
import dev.icl.data.model.Dataset;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.settings.DataConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;

/** The datasets a configuration can name, and what is asked of the one that it does name. */
public final class Datasets {
  private Datasets() {}

  /**
   * Every dataset on the class path.
   *
   * @throws UserException if two have the same name, or one cannot be loaded
   */
  public static Providers<DatasetProvider<?>> installed() {
    return Providers.installed(
        "data", "dataset", DatasetProvider.class, Records.ownKeys(DataConfig.class));
  }

  /**
   * Opens the dataset that a configuration names, to train on slices.
   *
   * @throws UserException if there is no such dataset, or it cannot be read, or its lists are wrong
   */
  public static Dataset open(DataConfig data) {
    return open(data, 2);
  }

  /**
   * Opens the dataset that a configuration names.
   *
   * @param data the section {@code data}
   * @param rank the number of axes of the training samples: 2 for slices, 3 for whole scans
   * @throws UserException if there is no such dataset, or it cannot be read, or its lists are wrong
   */
  public static Dataset open(DataConfig data, int rank) {
    return open(named(data), data, rank);
  }

  private static <S extends Record> Dataset open(
      DatasetProvider<S> dataset, DataConfig data, int rank) {
    requireDivisible(dataset, data);
    return made(dataset, "open()", () -> dataset.open(data.own().of(dataset), data, rank));
  }

  /**
   * Refuses parts of a cross-validation that the dataset cannot be divided into. Reads no scan.
   *
   * @param data the section {@code data}
   * @throws UserException if the dataset has no files, or too few patients, or its lists are wrong
   */
  public static void requireDivisible(DataConfig data) {
    requireDivisible(named(data), data);
    catalog(data);
  }

  private static void requireDivisible(DatasetProvider<?> dataset, DataConfig data) {
    if (data.folds() > 0 && !(dataset instanceof DatasetLayout)) {
      throw new UserException(
          "data.folds is %d, but data.name is %s, which is drawn and has no files to divide: name a folder of scans, or set data.folds to 0."
              .formatted(data.folds(), dataset.name()));
    }
  }

  /**
   * Whether the dataset that a configuration names has files, which {@link #catalog} lists.
   *
   * @throws UserException if there is no such dataset
   */
  public static boolean hasFiles(DataConfig data) {
    return named(data) instanceof DatasetLayout;
  }

  /**
   * The scans of the dataset that a configuration names, which must have files.
   *
   * @param data the section {@code data}
   * @param findings receives what is wrong with its lists; scans are not read
   * @throws UserException if there is no such dataset or no such folder, or it has no files
   */
  public static Catalog catalog(DataConfig data, DatasetDiagnostics findings) {
    if (named(data) instanceof DatasetLayout<?> layout) {
      return catalog(layout, data, findings);
    }
    throw new UserException(
        "data.name is %s, which is drawn and has no files: name a folder of scans."
            .formatted(data.name()));
  }

  /**
   * The same where nothing may be wrong with its lists.
   *
   * @param data the section {@code data}
   * @throws UserException as above, or if something is wrong with its lists
   */
  public static Catalog catalog(DataConfig data) {
    DatasetDiagnostics findings = new DatasetDiagnostics();
    Catalog catalog = catalog(data, findings);
    findings.throwIfAny();
    return catalog;
  }

  private static <S extends Record> Catalog catalog(
      DatasetLayout<S> layout, DataConfig data, DatasetDiagnostics findings) {
    return made(layout, "catalog()", () -> layout.catalogOf(data.own().of(layout), data, findings));
  }

  /**
   * The rules by which a scan is read for a network that was trained with a configuration. The
   * folder of that configuration is not needed.
   *
   * @param data the section {@code data}
   * @param order of the scan's voxels
   * @throws UserException if there is no such dataset
   */
  public static ReadingRules inputs(DataConfig data, AxisOrder order) {
    return inputs(named(data), data, order);
  }

  private static <S extends Record> ReadingRules inputs(
      DatasetProvider<S> dataset, DataConfig data, AxisOrder order) {
    return made(dataset, "inputs()", () -> dataset.inputs(data.own().of(dataset), data, order))
        .with(data.channelAxis());
  }

  /**
   * The same for scans of any order.
   *
   * @throws UserException if there is no such dataset
   */
  public static InputRules inputRules(DataConfig config) {
    return InputRules.of(order -> inputs(config, order), config.preprocess());
  }

  /**
   * The name of the dataset that a folder looks like; of several that recognise it, a particular
   * one before a general one, then the first in the order of the class path.
   *
   * @throws UserException if the folder cannot be read
   */
  public static Optional<String> recognise(Path root) {
    return Files.isDirectory(root)
        ? installed().all().stream()
            .filter(DatasetLayout.class::isInstance)
            .<DatasetLayout<?>>map(dataset -> (DatasetLayout<?>) dataset)
            .sorted(Comparator.comparing(DatasetLayout::isGeneral))
            .filter(layout -> made(layout, "recognises()", () -> layout.recognises(root)))
            .map(DatasetLayout::name)
            .findFirst()
        : Optional.empty();
  }

  /**
   * Tells what the section must keep to for the dataset that it names. Nothing is told of a dataset
   * that nobody knows.
   *
   * @param known whatever the section can name
   * @param data the section {@code data}
   * @param rules receives what is broken
   */
  public static void check(Providers<DatasetProvider<?>> known, DataConfig data, Rules rules) {
    known.find(data.name()).ifPresent(dataset -> check(dataset, data, rules));
  }

  private static <S extends Record> void check(
      DatasetProvider<S> dataset, DataConfig data, Rules rules) {
    PluginCalls.told(
        "dataset", dataset, "check()", () -> dataset.check(data.own().of(dataset), data, rules));
  }

  /**
   * Refuses a name that no dataset has.
   *
   * @throws UserException if so, with the names there are
   */
  public static void requireKnown(DataConfig data) {
    named(data);
  }

  /**
   * Refuses a folder that is not there; a dataset without files needs none. Nothing in it is read.
   *
   * @throws UserException if so, or if no dataset has the name
   */
  public static void requireFolder(DataConfig data) {
    if (named(data) instanceof DatasetLayout<?> layout) {
      layout.root(data);
    }
  }

  /**
   * Refuses settings of a dataset that are not enough to train on it.
   *
   * @throws UserException if so, or if no dataset has the name
   */
  public static void requireTrainable(DataConfig data) {
    if (named(data) instanceof DatasetLayout<?> layout) {
      requireTrainable(layout, data);
    }
  }

  private static <S extends Record> void requireTrainable(
      DatasetLayout<S> layout, DataConfig data) {
    layout.requireTrainable(data.own().of(layout));
  }

  /**
   * The keys that decide which scans a dataset has, with a verb, for error messages.
   *
   * @param name of a dataset, whether it is known here or not
   * @return as {@code data.root and data.split give}
   */
  public static String source(String name) {
    return installed().find(name).map(DatasetProvider::source).orElse("the section data describes");
  }

  private static <T> T made(DatasetProvider<?> dataset, String call, Supplier<T> answer) {
    return PluginCalls.made("dataset", dataset, call, answer);
  }

  private static DatasetProvider<?> named(DataConfig data) {
    return installed().select(data.name());
  }
}
