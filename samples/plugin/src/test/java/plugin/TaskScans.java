package plugin;

import dev.icl.core.tensor.Shape;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.VoxelType;
import dev.icl.data.scan.Voxels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small folders as {@link TaskLayout} reads them: a bright box, further right in later scans. */
final class TaskScans {
  private static final int EDGE = 20;
  private static final int SLICES = 2;

  private TaskScans() {}

  /** Writes scans {@code case1}, {@code case2}, ..., of which the last has no label map. */
  static void write(Path root, int scans) throws IOException {
    Files.createDirectories(root.resolve("imagesTr"));
    Files.createDirectories(root.resolve("labelsTr"));
    for (int i = 1; i <= scans; i++) {
      write(root.resolve("imagesTr/case" + i + ".nii.gz"), image(i));
      if (i < scans) {
        write(root.resolve("labelsTr/case" + i + ".nii.gz"), label(i));
      }
    }
  }

  /** The image of a scan. */
  static Scan image(int scan) {
    float[] values = new float[EDGE * EDGE * SLICES];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 7 + (isInside(i, scan) ? 50 : 0);
    }
    return scan(Voxels.of(values));
  }

  private static Scan label(int scan) {
    byte[] values = new byte[EDGE * EDGE * SLICES];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (isInside(i, scan) ? 1 : 0);
    }
    return scan(Voxels.of(VoxelType.UINT8, ByteBuffer.wrap(values)));
  }

  private static boolean isInside(int voxel, int scan) {
    int x = voxel % EDGE;
    int y = voxel / EDGE % EDGE;
    return x >= scan && x < scan + 8 && y >= 5 && y < 12;
  }

  private static Scan scan(Voxels voxels) {
    return Scan.of(Shape.of(EDGE, EDGE, SLICES), AxisOrder.FIRST_FASTEST, voxels)
        .withAffine(Affine.ofSpacing(1.5, 1.5, 8));
  }

  private static void write(Path file, Scan scan) {
    VolumeFormats.installed().write(file, Contents.of(scan), false);
  }
}
