package dev.icl.data.cases;

import dev.icl.core.config.DataConfig;
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
  Catalog list(Path root, DataConfig config, Findings findings);
}
