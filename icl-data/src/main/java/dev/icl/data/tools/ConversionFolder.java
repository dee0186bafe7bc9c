package dev.icl.data.tools;

import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.PlacedCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The destination of converted scans.
 *
 * @param folder with the folders of images and of label maps
 */
record ConversionFolder(Path folder) {
  Path images() {
    return folder.resolve("images");
  }

  Path labels() {
    return folder.resolve("labels");
  }

  /**
   * Refuses the folder of the dataset and those in it that hold its scans, through links, too:
   * there the converted scans would be further ones of the same dataset, or take the place of those
   * they are made of.
   *
   * @throws UserException if it is one, or cannot be looked at
   */
  void requireElsewhere(Catalog catalog) {
    Path root = catalog.root();
    Set<Path> same = new HashSet<>(Set.of(real(root)));
    Set<Path> above = new HashSet<>();
    for (PlacedCase placed : catalog.cases()) {
      for (Path file : placed.scan().files()) {
        same.add(real(file).getParent());
        if (file.startsWith(root)) {
          above.add(root.resolve(root.relativize(file).getName(0)));
        }
      }
    }
    List<Path> inside = above.stream().map(ConversionFolder::real).toList();
    for (Path target : List.of(folder, images(), labels())) {
      Path real = real(target);
      if (same.contains(real) || inside.stream().anyMatch(real::startsWith)) {
        throw new UserException(
            "--out: %s would be written among the scans that are converted, those of %s, which must stay as they are; name a folder elsewhere."
                .formatted(target, root));
      }
    }
  }

  /** The path without links; of what is not there yet, as far as there is something. */
  private static Path real(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    try {
      return Files.exists(absolute) || parent == null
          ? absolute.toRealPath()
          : real(parent).resolve(absolute.getFileName());
    } catch (IOException e) {
      throw AtomicFile.unwritable(path, e);
    }
  }
}
