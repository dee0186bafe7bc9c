package dev.icl.data.format.nrrd;

import dev.icl.core.io.AtomicFile;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.ClassMaps;
import dev.icl.data.format.DetachedData;
import dev.icl.data.format.PlainVoxels;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.VoxelType;
import dev.icl.data.scan.Voxels;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** Writes one NRRD file, or header and voxels. */
final class NrrdWriter {
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final boolean overwrite;

  NrrdWriter(Path file, boolean overwrite) {
    this.file = file;
    this.overwrite = overwrite;
  }

  void write(Scan scan) {
    Voxels voxels = PlainVoxels.of(scan);
    save(header(scan, scan.shape(), voxels.type()), out -> PlainVoxels.write(out, voxels));
  }

  /** Writes maps of three axes along a fourth one. */
  void write(ClassMaps maps) {
    Scan first = maps.of(0);
    Shape shape = first.shape().append(maps.classes());
    save(header(first, shape, VoxelType.FLOAT32), out -> PlainVoxels.write(out, first, maps));
  }

  private void save(String header, AtomicFile.Body body) {
    if (!DetachedData.hasEnding(file, NrrdFormat.HEADER)) {
      AtomicFile.write(
          file,
          overwrite,
          out -> {
            out.write((header + "\n").getBytes(StandardCharsets.UTF_8));
            pack(out, body);
          });
      return;
    }
    DetachedData.write(
        file,
        ".raw.gz",
        data -> header + "data file: " + data + "\n",
        out -> pack(out, body),
        overwrite);
  }

  private static void pack(OutputStream out, AtomicFile.Body body) throws IOException {
    try (OutputStream packed = new GZIPOutputStream(out, BUFFER)) {
      body.writeTo(packed);
    }
  }

  private static String header(Scan scan, Shape shape, VoxelType type) {
    List<String> lines = new ArrayList<>(List.of("NRRD0004", "type: " + name(type)));
    lines.add("dimension: " + shape.rank());
    lines.add(
        "sizes: " + listed(Arrays.stream(shape.toArray()).mapToObj(Integer::toString).toList()));
    Optional<double[]> steps = scan.spacing();
    if (scan.affine().isPresent()) {
      Affine grid = scan.affine().get();
      lines.add("space: left-posterior-superior");
      lines.add(
          "space directions: "
              + listed(
                  IntStream.range(0, shape.rank())
                      .mapToObj(axis -> direction(grid, steps.orElse(grid.spacing()), axis))
                      .toList()));
      lines.add("space origin: " + vector(grid, 3, 1));
    } else if (steps.isPresent()) {
      lines.add(
          "spacings: "
              + listed(
                  IntStream.range(0, shape.rank())
                      .mapToObj(
                          a -> a < steps.get().length ? DetachedData.number(steps.get()[a]) : "1")
                      .toList()));
    }
    lines.add(
        "kinds: "
            + listed(
                IntStream.range(0, shape.rank())
                    .mapToObj(a -> a < 3 ? "domain" : "list")
                    .toList()));
    if (type.bytes() > 1) {
      lines.add("endian: little");
    }
    lines.add("encoding: gzip");
    return String.join("\n", lines) + "\n";
  }

  /** The step of an axis of places in left, posterior, superior, as long as the scan says. */
  private static String direction(Affine grid, double[] steps, int axis) {
    return axis < 3 ? vector(grid, axis, steps[axis] / grid.spacing()[axis]) : "none";
  }

  private static String vector(Affine grid, int column, double factor) {
    return IntStream.range(0, 3)
        .mapToObj(r -> DetachedData.number((r < 2 ? -factor : factor) * grid.at(r, column)))
        .collect(Collectors.joining(",", "(", ")"));
  }

  private static String listed(List<String> parts) {
    return String.join(" ", parts);
  }

  private static String name(VoxelType type) {
    return switch (type) {
      case FLOAT32 -> "float";
      case FLOAT64 -> "double";
      default -> type.label();
    };
  }
}
