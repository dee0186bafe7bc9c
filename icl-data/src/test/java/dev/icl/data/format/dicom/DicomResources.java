package dev.icl.data.format.dicom;

import java.net.URI;
import java.net.URL;
import java.nio.file.Path;

/** The files beside the tests. */
final class DicomResources {
  private DicomResources() {}

  /** A file or folder among them. */
  static Path of(String name) {
    URL list = DicomResources.class.getResource("affine.txt");
    if (list == null) {
      throw new IllegalStateException("the files beside the tests are missing");
    }
    return Path.of(URI.create(list.toString())).resolveSibling(name);
  }
}
