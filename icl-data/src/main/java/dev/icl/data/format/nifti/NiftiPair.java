package dev.icl.data.format.nifti;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The files of the header and of the voxels.
 *
 * @param header file of the header
 * @param image file of the voxels; the same for a single file
 */
record NiftiPair(Path header, Path image) {
  /** The files that a name stands for, whether they exist or not. */
  static NiftiPair of(Path file) {
    String name = file.getFileName().toString();
    String lower = name.toLowerCase(Locale.ROOT);
    String gz = lower.endsWith(".gz") ? name.substring(name.length() - 3) : "";
    String plain = name.substring(0, name.length() - gz.length());
    String ending = plain.toLowerCase(Locale.ROOT);
    if (ending.endsWith(".img")) {
      return new NiftiPair(sibling(file, plain, ".hdr", gz), file);
    }
    if (ending.endsWith(".hdr")) {
      return new NiftiPair(file, sibling(file, plain, ".img", gz));
    }
    return new NiftiPair(file, file);
  }

  boolean single() {
    return header.equals(image);
  }

  /** The other file of a pair; either may be compressed alone. */
  private static Path sibling(Path file, String plain, String ending, String gz) {
    String stem = plain.substring(0, plain.length() - ending.length());
    boolean upper = plain.endsWith(plain.substring(stem.length()).toUpperCase(Locale.ROOT));
    String other = stem + (upper ? ending.toUpperCase(Locale.ROOT) : ending);
    Path same = file.resolveSibling(other + gz);
    Path unlike = file.resolveSibling(gz.isEmpty() ? other + ".gz" : other);
    return !Files.exists(same) && Files.exists(unlike) ? unlike : same;
  }
}
