package dev.icl.data.format.hdf5;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files that {@code make.py} wrote with h5py. */
final class Hdf5Files {
  private Hdf5Files() {}

  static Path folder() {
    try {
      return Path.of(Hdf5Files.class.getResource("make.py").toURI()).getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Those that can be read. */
  static List<Path> good() {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .filter(f -> f.toString().endsWith(".h5"))
          .filter(f -> !f.getFileName().toString().startsWith("refused"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
