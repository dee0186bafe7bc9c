package dev.icl.data.catalog;

import dev.icl.core.config.DataConfig;
import dev.icl.data.scan.AxisOrder;
import java.nio.file.Path;

/** Finds the scans of one kind of dataset. Holds no state. */
public interface CaseLister {
  /** The name that {@code data.name} asks for it by. */
  String name();

  /** Whether a folder looks like this dataset. */
  boolean recognises(Path root);

  /**
   * Lists the scans. Opens no image file.
   *
   * @param root a folder that exists
   * @param config {@code data} of the configuration
   * @param findings receives what is wrong; scans that are not affected are listed all the same
   */
  Catalog list(Path root, DataConfig config, DatasetDiagnostics findings);

  /**
   * The rules for reading a scan that is not in a folder of this dataset, to be segmented by a
   * network that was trained on it.
   *
   * @param order of the scan's voxels, which tells files that list slices first from others
   */
  ReadingRules inputs(DataConfig config, AxisOrder order);
}
