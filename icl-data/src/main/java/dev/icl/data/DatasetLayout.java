package dev.icl.data;

import dev.icl.core.error.UserException;
import dev.icl.core.io.FileNames;
import dev.icl.core.io.FileTrouble;
import dev.icl.core.settings.Rules;
import dev.icl.data.catalog.CachedPreparation;
import dev.icl.data.catalog.CaseReader;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.model.Dataset;
import dev.icl.data.settings.DataConfig;
import dev.icl.data.split.Folds;
import dev.icl.data.volume.SampleFile;
import dev.icl.data.volume.VolumeDataset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A dataset whose scans lie in the folder {@code data.root}: where they are, what each is for, and
 * how they are read. Training, {@code icl data} and conversion follow from its catalog. Holds no
 * state.
 *
 * @param <S> its settings
 */
public interface DatasetLayout<S extends Record> extends DatasetProvider<S> {
  /**
   * Whether a folder looks like this dataset. Opens no image file.
   *
   * @param root a folder that exists
   * @throws UserException if it cannot be read
   */
  boolean recognises(Path root);

  /**
   * Whether the layout takes folders of many kinds, so that a layout which recognises one folder
   * more particularly goes before it.
   */
  default boolean isGeneral() {
    return false;
  }

  /**
   * The scans in a folder. Opens no image file.
   *
   * @param settings each within its range
   * @param data the section {@code data}
   * @param root the folder, which exists
   * @param findings receives what is wrong; scans that are not affected are listed all the same
   * @throws UserException if nothing can be listed
   */
  Catalog catalog(S settings, DataConfig data, Path root, DatasetDiagnostics findings);

  /**
   * The scans in the folder that a configuration names, in its fold and read as its section {@code
   * data} says.
   *
   * @param settings each within its range
   * @param data the section {@code data}
   * @param findings receives what is wrong
   * @throws UserException if nothing can be listed
   */
  default Catalog catalogOf(S settings, DataConfig data, DatasetDiagnostics findings) {
    Catalog catalog = Folds.applied(catalog(settings, data, root(data), findings), data, findings);
    return catalog.with(catalog.rules().with(data.channelAxis()));
  }

  @Override
  default String source() {
    return "data.root and data.split give";
  }

  /** The folder that {@code data.root} is to be set to, for error messages: a noun phrase. */
  default String rootHint() {
    return "the folder of the scans";
  }

  /**
   * Refuses settings that are enough to list scans but not to train on them, such as classes that
   * have no names.
   *
   * @param settings each within its range
   * @throws UserException naming the key, as {@code data.classes}
   */
  default void requireTrainable(S settings) {}

  @Override
  default Dataset open(S settings, DataConfig data, int rank) {
    DatasetDiagnostics findings = new DatasetDiagnostics();
    Catalog catalog = catalogOf(settings, data, findings);
    findings.collect(() -> requireTrainable(settings));
    findings.throwIfAny();
    if (catalog.rules().classNames().size() < 2) {
      throw new UserException(
          "data.name: the dataset %s names the classes %s, but a training needs two or more, the background first; choose another dataset, or mend its plugin."
              .formatted(name(), catalog.rules().classNames()));
    }
    CaseReader reader =
        new CaseReader(catalog.rules(), VolumeFormats.installed(), CachedPreparation.of(data));
    Optional<SampleFile> file =
        CachedPreparation.folder(data).map(folder -> new SampleFile(folder, data.cacheBytes()));
    return new VolumeDataset(catalog, reader, data.memoryBytes(), file, rank);
  }

  @Override
  default void check(S settings, DataConfig data, Rules rules) {
    rules.must(
        !data.root().isBlank() || rules.unread("root"),
        "root",
        "name the folder of the dataset " + data.name(),
        "'" + data.root() + "'");
  }

  /**
   * The folder of a section {@code data}. Nothing in it is read.
   *
   * @throws UserException if there is none
   */
  default Path root(DataConfig data) {
    if (data.root().isBlank()) {
      throw new UserException("data.root is empty: set it to %s.".formatted(rootHint()));
    }
    try {
      Path path = FileNames.existing(Path.of(data.root()));
      Optional<String> trouble = FileTrouble.ofFolder(path);
      if (trouble.isEmpty()) {
        return path;
      }
      throw Files.exists(path, LinkOption.NOFOLLOW_LINKS)
          ? new UserException(
              "data.root '%s' %s: set it to %s.".formatted(data.root(), trouble.get(), rootHint()))
          : new UserException(
              "The folder data.root '%s' does not exist: set it to %s."
                  .formatted(data.root(), rootHint()));
    } catch (InvalidPathException e) {
      throw new UserException(
          "data.root '%s' is no path: set it to %s.".formatted(data.root(), rootHint()), e);
    }
  }
}
