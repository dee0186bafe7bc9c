package dev.icl.data;

import dev.icl.core.config.DataConfig;
import dev.icl.core.error.UnknownName;
import dev.icl.core.error.UserException;
import dev.icl.core.io.FileNames;
import dev.icl.core.io.FileTrouble;
import dev.icl.data.acdc.AcdcDataset;
import dev.icl.data.acdc.AcdcStacks;
import dev.icl.data.catalog.CachedPreparation;
import dev.icl.data.catalog.CaseLister;
import dev.icl.data.catalog.CaseReader;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.InputRules;
import dev.icl.data.catalog.Preprocessing;
import dev.icl.data.catalog.ReadingRules;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.layout.AcdcArchive;
import dev.icl.data.layout.Amos22;
import dev.icl.data.layout.Brats19;
import dev.icl.data.layout.ImageFolder;
import dev.icl.data.layout.LeftAtrium;
import dev.icl.data.model.Dataset;
import dev.icl.data.phantom.PhantomDataset;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.volume.VolumeDataset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens datasets by name. */
public final class Datasets {
  private static final String PHANTOM = "phantom";
  private static final String FOLDER = "folder";

  private Datasets() {}

  /** Those with files, the more particular layouts first; two of them are ACDC. */
  private static List<CaseLister> listers() {
    return List.of(
        new AcdcStacks(),
        new AcdcArchive(),
        new Amos22(),
        new LeftAtrium(),
        new Brats19(),
        new ImageFolder());
  }

  /** Every name that {@code data.name} may have, sorted. */
  public static List<String> names() {
    return Stream.concat(listers().stream().map(CaseLister::name), Stream.of(PHANTOM))
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * Opens the dataset that a configuration names.
   *
   * @throws UserException if there is no such dataset, or it cannot be read, or its lists are wrong
   */
  public static Dataset open(DataConfig config) {
    if (config.name().equals(PHANTOM)) {
      return new PhantomDataset(config);
    }
    requireKnown(config);
    if (config.name().equals("acdc")
        && config.split().isBlank()
        && config.preprocess().isDefault()
        && !isArchive(folder(config))) {
      return AcdcDataset.open(config.root(), config.memoryBytes(), config.labelDraw());
    }
    DatasetDiagnostics findings = new DatasetDiagnostics();
    Catalog catalog = catalog(config, findings);
    if (catalog.rules().classNames().size() < 2) {
      findings.collect(() -> refuseClasses(config));
    }
    findings.throwIfAny();
    CaseReader reader =
        new CaseReader(catalog.rules(), VolumeFormats.installed(), CachedPreparation.of(config));
    return new VolumeDataset(catalog, reader, config.memoryBytes());
  }

  /**
   * Whether the dataset that a configuration names has files, which {@link #catalog} lists.
   *
   * @throws UserException if there is no such dataset
   */
  public static boolean hasFiles(DataConfig config) {
    requireKnown(config);
    return !config.name().equals(PHANTOM);
  }

  /**
   * The scans of the dataset that a configuration names, which must have files.
   *
   * @param findings receives what is wrong with its lists; scans are not read
   * @throws UserException if there is no such dataset or no such folder, or it has no files
   */
  public static Catalog catalog(DataConfig config, DatasetDiagnostics findings) {
    requireKnown(config);
    if (config.name().equals(PHANTOM)) {
      throw new UserException(
          "data.name is phantom, which is drawn and has no files: name a folder of scans.");
    }
    Path root = folder(config);
    List<CaseLister> named =
        listers().stream().filter(l -> l.name().equals(config.name())).toList();
    CaseLister lister =
        named.stream().filter(l -> l.recognises(root)).findFirst().orElse(named.get(0));
    return lister.list(root, config, findings);
  }

  /**
   * The rules by which a scan is read for a network that was trained with a configuration. The
   * folder of that configuration is not needed.
   *
   * @param order of the scan's voxels
   * @throws UserException if there is no such dataset
   */
  public static ReadingRules inputs(DataConfig config, AxisOrder order) {
    requireKnown(config);
    return listers().stream()
        .filter(l -> l.name().equals(config.name()))
        .findFirst()
        .map(l -> l.inputs(config, order))
        .orElseGet(() -> ReadingRules.inputs(order).with(Preprocessing.MIN_MAX));
  }

  /**
   * The same for scans of any order.
   *
   * @throws UserException if there is no such dataset
   */
  public static InputRules inputRules(DataConfig config) {
    return InputRules.of(order -> inputs(config, order), config.preprocess());
  }

  private static boolean isArchive(Path root) {
    return !new AcdcStacks().recognises(root) && new AcdcArchive().recognises(root);
  }

  /** The name of the dataset that a folder looks like. */
  public static Optional<String> recognise(Path root) {
    return Files.isDirectory(root)
        ? listers().stream().filter(l -> l.recognises(root)).map(CaseLister::name).findFirst()
        : Optional.empty();
  }

  /**
   * Refuses a name that no dataset has.
   *
   * @throws UserException if so, with the names there are
   */
  public static void requireKnown(DataConfig config) {
    if (!names().contains(config.name())) {
      throw UnknownName.of("data.name", "dataset", config.name(), names());
    }
  }

  /**
   * Refuses a folder that is not there; the phantom needs none. Nothing in it is read.
   *
   * @throws UserException if so, or if no dataset has the name
   */
  public static void requireFolder(DataConfig config) {
    requireKnown(config);
    if (!config.name().equals(PHANTOM)) {
      folder(config);
    }
  }

  /**
   * Refuses a folder of scans whose classes are not named; other datasets know theirs.
   *
   * @throws UserException if so
   */
  public static void requireClasses(DataConfig config) {
    if (config.name().equals(FOLDER) && config.classes().size() < 2) {
      refuseClasses(config);
    }
  }

  private static void refuseClasses(DataConfig config) {
    throw new UserException(
        "data.classes is %s: name at least two classes, the background first, such as [background, lesion]."
            .formatted(config.classes()));
  }

  private static Path folder(DataConfig config) {
    if (config.root().isBlank()) {
      throw new UserException("data.root is empty: set it to the folder of the scans.");
    }
    try {
      Path path = FileNames.existing(Path.of(config.root()));
      Optional<String> trouble = FileTrouble.ofFolder(path);
      if (trouble.isEmpty()) {
        return path;
      }
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        throw new UserException(
            "data.root '%s' %s: set it to the folder of the scans."
                .formatted(config.root(), trouble.get()));
      }
    } catch (InvalidPathException e) {
      throw new UserException(
          "data.root '" + config.root() + "' is no path: set it to the folder of the scans.", e);
    }
    if (config.name().equals("acdc")) {
      return AcdcDataset.folder(config.root());
    }
    throw new UserException(
        "The folder data.root '%s' does not exist: set it to the folder of the scans."
            .formatted(config.root()));
  }
}
