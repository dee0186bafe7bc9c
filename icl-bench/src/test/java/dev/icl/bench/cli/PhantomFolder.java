package dev.icl.bench.cli;

import dev.icl.bench.config.RunConfigReader;
import dev.icl.data.Datasets;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.model.Dataset;
import dev.icl.data.model.Spacing;
import dev.icl.data.model.Volume;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Phantoms as scans in a folder, written for a test. */
public record PhantomFolder(Path root) {
  /** NIfTI images of some patients; the first of them have label maps. */
  public void write(int patients, int labelled) {
    Dataset phantoms =
        Datasets.open(
            new RunConfigReader(Map.of(), root)
                .read(Optional.empty(), List.of("data.phantom_validation=" + patients))
                .data());
    for (int i = 0; i < patients; i++) {
      Volume volume = phantoms.validationVolume(i);
      String file = "case%02d.nii.gz".formatted(i + 1);
      save("images/" + file, volume, Voxels.of(volume.image()));
      if (i < labelled) {
        save("labels/" + file, volume, Voxels.ofLabels(volume.label().orElseThrow()));
      }
    }
  }

  /** NIfTI images with label maps, two of each patient: {@code patient01_frame01, _frame02}. */
  public void writeTwoOfEach(int patients) {
    Dataset phantoms =
        Datasets.open(
            new RunConfigReader(Map.of(), root)
                .read(Optional.empty(), List.of("data.phantom_validation=" + 2 * patients))
                .data());
    for (int i = 0; i < 2 * patients; i++) {
      Volume volume = phantoms.validationVolume(i);
      String file = "patient%02d_frame%02d.nii.gz".formatted(i / 2 + 1, i % 2 + 1);
      save("images/" + file, volume, Voxels.of(volume.image()));
      save("labels/" + file, volume, Voxels.ofLabels(volume.label().orElseThrow()));
    }
  }

  private void save(String file, Volume volume, Voxels voxels) {
    Spacing spacing = volume.spacing().orElseThrow();
    int[] shape = {volume.width(), volume.height(), volume.slices()};
    Scan scan =
        Scan.of(shape, AxisOrder.FIRST_FASTEST, voxels)
            .withAffine(Affine.ofSpacing(spacing.x(), spacing.y(), spacing.z()));
    VolumeFormats.installed().write(root.resolve(file), Contents.of(scan), false);
  }

  /** The same as the left atrium's folder: {@code ID/mri_norm2.h5}, [x, y, z], with lists. */
  void writeAsLeftAtrium(int patients) {
    Dataset phantoms =
        Datasets.open(
            new RunConfigReader(Map.of(), root)
                .read(Optional.empty(), List.of("data.phantom_validation=" + patients))
                .data());
    for (int i = 0; i < patients; i++) {
      Volume volume = phantoms.validationVolume(i);
      byte[] atrium = volume.label().orElseThrow().clone();
      for (int v = 0; v < atrium.length; v++) {
        atrium[v] = (byte) (atrium[v] == 3 ? 1 : 0);
      }
      int[] shape = {volume.width(), volume.height(), volume.slices()};
      VolumeFormats.installed()
          .write(
              root.resolve("2018LA_Seg_Training Set/SCAN%d/mri_norm2.h5".formatted(i + 1)),
              Contents.of(
                  Scan.of(shape, AxisOrder.FIRST_FASTEST, Voxels.of(volume.image())),
                  Scan.of(shape, AxisOrder.FIRST_FASTEST, Voxels.ofLabels(atrium))),
              false);
    }
  }
}
