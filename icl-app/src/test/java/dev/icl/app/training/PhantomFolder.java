package dev.icl.app.training;

import dev.icl.app.config.RunConfigReader;
import dev.icl.core.tensor.Shape;
import dev.icl.data.Datasets;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.model.Dataset;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.Spacing;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.VoxelType;
import dev.icl.data.scan.Voxels;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Phantoms as scans in a folder, written for a test. */
public record PhantomFolder(Path root) {
  /** NIfTI images of some patients; the first of them have label maps. */
  public void write(int patients, int labelled) {
    Dataset phantoms = phantoms(patients);
    for (int i = 0; i < patients; i++) {
      Sample volume = phantoms.validationScan(i);
      String file = "case%02d.nii.gz".formatted(i + 1);
      save("images/" + file, volume, Voxels.of(volume.image()));
      if (i < labelled) {
        save("labels/" + file, volume, Voxels.ofLabels(volume.label().orElseThrow()));
      }
    }
  }

  /**
   * The same with a second channel, dark where the first is bright: {@code case01_0000}, {@code
   * case01_0001}.
   */
  public void writeTwoChannels(int patients, int labelled) {
    writeChannels(patients, labelled, 2);
  }

  /**
   * The same with channels: the first as it is, every second one dark where it is bright, and each
   * pair of them with more contrast than the one before.
   *
   * @param patients number of scans
   * @param labelled number of those that have label maps, the first
   * @param channels {@code case01_0000}, {@code case01_0001} and so on
   */
  public void writeChannels(int patients, int labelled, int channels) {
    Dataset phantoms = phantoms(patients);
    for (int i = 0; i < patients; i++) {
      Sample volume = phantoms.validationScan(i);
      String name = "case%02d".formatted(i + 1);
      for (int c = 0; c < channels; c++) {
        save("images/%s_%04d.nii.gz".formatted(name, c), volume, Voxels.of(channel(volume, c)));
      }
      if (i < labelled) {
        save("labels/" + name + ".nii.gz", volume, Voxels.ofLabels(volume.label().orElseThrow()));
      }
    }
  }

  private static float[] channel(Sample volume, int number) {
    float[] values = volume.image().clone();
    for (int v = 0; v < values.length; v++) {
      float bright = (float) Math.pow(values[v], 1 + number / 2);
      values[v] = number % 2 == 0 ? bright : 1 - bright;
    }
    return values;
  }

  /** NIfTI images with label maps, two of each patient: {@code patient01_frame01, _frame02}. */
  public void writeTwoOfEach(int patients) {
    Dataset phantoms = phantoms(2 * patients);
    for (int i = 0; i < 2 * patients; i++) {
      Sample volume = phantoms.validationScan(i);
      String file = "patient%02d_frame%02d.nii.gz".formatted(i / 2 + 1, i % 2 + 1);
      save("images/" + file, volume, Voxels.of(volume.image()));
      save("labels/" + file, volume, Voxels.ofLabels(volume.label().orElseThrow()));
    }
  }

  /**
   * The training phantom of a number, in a folder of its own as another program would write it.
   *
   * @param ending of the image's file
   * @param whole whether intensities are rounded to whole numbers up to 1000
   */
  public void writeTraining(Dataset phantoms, int number, String ending, boolean whole) {
    String patient = "phantom%03d".formatted(number);
    List<Sample> slices =
        IntStream.range(0, phantoms.trainingSamples().size())
            .filter(i -> phantoms.trainingSamples().get(i).patient().equals(patient))
            .mapToObj(phantoms::trainingSample)
            .toList();
    int size = slices.get(0).image().length;
    ByteBuffer shorts = ByteBuffer.allocate(2 * size * slices.size());
    float[] image = new float[size * slices.size()];
    byte[] label = new byte[size * slices.size()];
    for (int s = 0; s < slices.size(); s++) {
      System.arraycopy(slices.get(s).image(), 0, image, s * size, size);
      System.arraycopy(slices.get(s).label().orElseThrow(), 0, label, s * size, size);
    }
    for (float value : image) {
      shorts.putShort((short) Math.round(1000 * value));
    }
    Shape shape = Shape.of(slices.get(0).size(1), slices.get(0).size(0), slices.size());
    Voxels voxels = whole ? Voxels.of(VoxelType.INT16, shorts.flip()) : Voxels.of(image);
    write("images/other" + ending, shape, voxels);
    write("labels/other.nii.gz", shape, Voxels.ofLabels(label));
  }

  /** Phantoms with that many validation scans. */
  private Dataset phantoms(int scans) {
    return Datasets.open(
        new RunConfigReader(Map.of(), root)
            .read(Optional.empty(), List.of("data.phantom_validation=" + scans))
            .data());
  }

  private void write(String file, Shape shape, Voxels voxels) {
    VolumeFormats.installed()
        .write(
            root.resolve(file),
            Contents.of(Scan.of(shape, AxisOrder.FIRST_FASTEST, voxels)),
            false);
  }

  private void save(String file, Sample volume, Voxels voxels) {
    Spacing spacing = volume.spacing().orElseThrow();
    Shape shape = Shape.of(volume.size(2), volume.size(1), volume.size(0));
    Scan scan =
        Scan.of(shape, AxisOrder.FIRST_FASTEST, voxels)
            .withAffine(
                Affine.ofSpacing(spacing.fromLast(0), spacing.fromLast(1), spacing.fromLast(2)));
    VolumeFormats.installed().write(root.resolve(file), Contents.of(scan), false);
  }

  /** The same as the left atrium's folder: {@code ID/mri_norm2.h5}, [x, y, z], with lists. */
  public void writeAsLeftAtrium(int patients) {
    Dataset phantoms = phantoms(patients);
    for (int i = 0; i < patients; i++) {
      Sample volume = phantoms.validationScan(i);
      byte[] atrium = volume.label().orElseThrow().clone();
      for (int v = 0; v < atrium.length; v++) {
        atrium[v] = (byte) (atrium[v] == 3 ? 1 : 0);
      }
      Shape shape = Shape.of(volume.size(2), volume.size(1), volume.size(0));
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
