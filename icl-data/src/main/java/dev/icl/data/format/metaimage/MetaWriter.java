package dev.icl.data.format.metaimage;

import dev.icl.core.io.AtomicFile;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.ClassMaps;
import dev.icl.data.format.DetachedData;
import dev.icl.data.format.PlainVoxels;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.VoxelType;
import dev.icl.data.scan.Voxels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.DeflaterOutputStream;

/** Writes one MetaImage file, or header and voxels. */
final class MetaWriter {
  private final Path file;
  private final boolean overwrite;

  MetaWriter(Path file, boolean overwrite) {
    this.file = file;
    this.overwrite = overwrite;
  }

  void write(Scan scan) {
    Voxels voxels = PlainVoxels.of(scan);
    byte[] packed = packed(voxels);
    save(
        header(scan, scan.shape(), voxels.type(), packed.length),
        ".zraw",
        out -> out.write(packed));
  }

  /** Writes maps of three axes along a fourth one. */
  void write(ClassMaps maps) {
    Scan first = maps.of(0);
    Shape shape = first.shape().append(maps.classes());
    save(
        header(first, shape, VoxelType.FLOAT32, 0),
        ".raw",
        out -> PlainVoxels.write(out, first, maps));
  }

  private void save(String header, String ending, AtomicFile.Body body) {
    if (!DetachedData.hasEnding(file, MetaImageFormat.HEADER)) {
      AtomicFile.write(
          file,
          overwrite,
          out -> {
            out.write((header + "LOCAL\n").getBytes(StandardCharsets.US_ASCII));
            body.writeTo(out);
          });
      return;
    }
    DetachedData.write(file, ending, data -> header + data + "\n", body, overwrite);
  }

  private static byte[] packed(Voxels voxels) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(packed)) {
      PlainVoxels.write(out, voxels);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return packed.toByteArray();
  }

  /**
   * The header up to the name of the data's file.
   *
   * @param packed the size of the compressed voxels; 0 for raw ones
   */
  private static String header(Scan scan, Shape shape, VoxelType type, int packed) {
    int rank = shape.rank();
    StringBuilder text = new StringBuilder("ObjectType = Image\n");
    text.append("NDims = ").append(rank).append('\n');
    text.append("BinaryData = True\nBinaryDataByteOrderMSB = False\n");
    text.append("CompressedData = ").append(packed > 0 ? "True\n" : "False\n");
    if (packed > 0) {
      text.append("CompressedDataSize = ").append(packed).append('\n');
    }
    Optional<Affine> affine = scan.affine();
    affine.ifPresent(
        grid -> {
          text.append("TransformMatrix = ").append(listed(matrix(grid, rank))).append('\n');
          text.append("Offset = ").append(listed(offset(grid, rank))).append('\n');
        });
    scan.spacing()
        .ifPresent(
            steps -> {
              double[] all = Arrays.copyOf(steps, rank);
              Arrays.fill(all, Math.min(steps.length, rank), rank, 1);
              text.append("ElementSpacing = ").append(listed(all)).append('\n');
            });
    text.append("DimSize = ")
        .append(
            Arrays.stream(shape.toArray())
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(" ")))
        .append('\n');
    text.append("ElementType = ").append(MetaType.of(type)).append('\n');
    return text.append(MetaHeader.DATA_FILE).append(" = ").toString();
  }

  /** Directions of the axes in left, posterior, superior, one a row. */
  private static double[] matrix(Affine grid, int rank) {
    double[] steps = grid.spacing();
    double[] out = new double[rank * rank];
    for (int axis = 0; axis < rank; axis++) {
      for (int r = 0; r < rank; r++) {
        boolean place = axis < 3 && r < 3;
        double value = place ? grid.at(r, axis) / steps[axis] : axis == r ? 1 : 0;
        out[axis * rank + r] = lps(value, r);
      }
    }
    return out;
  }

  private static double[] offset(Affine grid, int rank) {
    double[] out = new double[rank];
    for (int r = 0; r < 3; r++) {
      out[r] = lps(grid.at(r, 3), r);
    }
    return out;
  }

  private static double lps(double ras, int row) {
    return row < 2 && ras != 0 ? -ras : ras;
  }

  private static String listed(double[] numbers) {
    return Arrays.stream(numbers).mapToObj(DetachedData::number).collect(Collectors.joining(" "));
  }
}
