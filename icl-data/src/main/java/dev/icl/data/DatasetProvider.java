package dev.icl.data;

import dev.icl.core.error.UserException;
import dev.icl.core.settings.Provider;
import dev.icl.core.settings.Rules;
import dev.icl.data.catalog.ReadingRules;
import dev.icl.data.model.Dataset;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.settings.DataConfig;

/**
 * A dataset that {@code data.name} can be, found with {@link java.util.ServiceLoader}. One whose
 * scans lie in a folder is a {@link DatasetLayout}.
 *
 * @param <S> its settings, the keys of the section {@code data} that other datasets do not share
 */
public interface DatasetProvider<S extends Record> extends Provider<S> {
  /**
   * The dataset, ready to be trained on. Its lists are read and checked, its scans need not be.
   *
   * @param settings each within its range
   * @param data the section {@code data}, whose {@code own} are these settings
   * @param rank the number of axes of the training samples: 2 for slices, 3 for whole scans
   * @throws UserException with all that is wrong with the files or the section
   */
  Dataset open(S settings, DataConfig data, int rank);

  /**
   * The rules for reading a scan from elsewhere that a network trained on this dataset is to
   * segment.
   *
   * @param settings each within its range
   * @param data the section {@code data} of the training; its folder need not be there
   * @param order of the scan's voxels, which tells files that list slices first from others
   */
  ReadingRules inputs(S settings, DataConfig data, AxisOrder order);

  /** The keys that decide which scans there are, with a verb, for error messages. */
  default String source() {
    return "the section data describes";
  }

  /**
   * Tells what the section must keep to, beyond the range of each key, for this dataset. Opens no
   * file.
   *
   * @param settings each within its range, or told
   * @param data the section {@code data}
   * @param rules receives what is broken, under keys of the section such as {@code labeled}
   */
  default void check(S settings, DataConfig data, Rules rules) {}
}
