package dev.icl.data.acdc;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A small ACDC folder, written for a test. */
record Folder(Path root) {
  /** Two patients with two slices and one slice of 2×3, and one volume of 2×2×3. */
  static Folder create(Path root) {
    Folder folder = new Folder(root);
    folder.slice("patient02_frame01_slice_1", 1);
    folder.slice("patient02_frame01_slice_2", 2);
    folder.slice("patient01_frame01_slice_1", 3);
    float[][][] image = {{{1, 2, 3}, {4, 5, 6}}, {{7, 8, 9}, {10, 11, 12}}};
    byte[][][] label = {{{0, 1, 2}, {3, 0, 0}}, {{0, 0, 0}, {0, 0, 3}}};
    folder.h5("patient03_frame01", Map.of("image", image, "label", label));
    folder.text(
        "train_slices.list",
        "patient02_frame01_slice_1\npatient02_frame01_slice_2 \n\npatient01_frame01_slice_1\n");
    folder.text("val.list", "patient03_frame01\n");
    return folder;
  }

  private void slice(String name, float value) {
    float[][] image = {{value, 0, 0}, {0, 0, 0.5f}};
    byte[][] label = {{0, 1, 2}, {3, 3, 3}};
    h5(name, Map.of("image", image, "label", label));
  }

  Path h5(String name, Map<String, Object> datasets) {
    Path file = file(name);
    try {
      Files.createDirectories(file.getParent());
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (WritableHdfFile h5 = HdfFile.write(file)) {
      datasets.forEach(h5::putDataset);
    }
    return file;
  }

  Path text(String name, String content) {
    try {
      return Files.writeString(root.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path file(String name) {
    return root.resolve("data").resolve(name + ".h5");
  }

  AcdcDataset open() {
    return AcdcDataset.open(root.toString());
  }
}
