package dev.icl.data.catalog;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.catalog.CaseReader.ImageAndLabel;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.format.VoxelChecks;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts a scan together whose slices are in files of their own, image and label map in each. */
final class SliceStack {
  private final VolumeFormats formats;
  private final ScanCase scan;

  SliceStack(VolumeFormats formats, ScanCase scan) {
    this.formats = formats;
    this.scan = scan;
  }

  /** Arrays {@code [slices, rows, columns]}. */
  ImageAndLabel read() {
    List<Scan> images = new ArrayList<>();
    List<Scan> labels = new ArrayList<>();
    for (Path file : scan.images()) {
      Contents contents = formats.read(file);
      images.add(slice(contents.image(), "image", file));
      labels.add(slice(contents.label(), "label", file));
      same(images.get(0), images.get(images.size() - 1), "image", file);
      same(images.get(0), labels.get(labels.size() - 1), "label", file);
    }
    return new ImageAndLabel(
        joined(images, "image"), List.of(), Optional.of(joined(labels, "label")));
  }

  private static Scan slice(Optional<Scan> found, String name, Path file) {
    Scan scan =
        found.orElseThrow(
            () ->
                new UserException(
                    "%s has no dataset '%s': store both 'image' and 'label' there."
                        .formatted(file, name)));
    Shape plane = plane(scan.shape());
    if (plane.rank() != 2) {
      throw new UserException(
          "In %s '%s' has shape %s, but must have 2 axes, rows and columns."
              .formatted(file, name, scan.shape()));
    }
    return Scan.of(plane, scan.order(), scan.voxels()).inOrder(AxisOrder.LAST_FASTEST);
  }

  /** Rows and columns without an axis for one slice or channel before or behind them. */
  private static Shape plane(Shape shape) {
    int from = 0;
    int to = shape.rank();
    while (to - from > 2 && shape.dim(to - 1) == 1) {
      to--;
    }
    while (to - from > 2 && shape.dim(from) == 1) {
      from++;
    }
    return shape.slice(from, to);
  }

  private void same(Scan first, Scan other, String name, Path file) {
    if (!first.shape().equals(other.shape())) {
      throw new UserException(
          "In %s '%s' has shape %s, but %s has %s: all slices of a scan must be of one shape."
              .formatted(
                  file,
                  name,
                  VoxelChecks.times(other.shape()),
                  scan.images().get(0),
                  VoxelChecks.times(first.shape())));
    }
  }

  private Scan joined(List<Scan> slices, String name) {
    Voxels first = slices.get(0).voxels();
    ByteBuffer all =
        ByteBuffer.allocate(Math.multiplyExact(first.bytes().remaining(), slices.size()))
            .order(first.bytes().order());
    for (int i = 0; i < slices.size(); i++) {
      Voxels voxels = slices.get(i).voxels().in(all.order());
      if (voxels.type() != first.type()) {
        throw new UserException(
            "In %s '%s' is of %s, but in %s of %s: all slices of a scan must be of one type."
                .formatted(
                    scan.images().get(i),
                    name,
                    voxels.type().label(),
                    scan.images().get(0),
                    first.type().label()));
      }
      if (voxels.slope() != first.slope() || voxels.intercept() != first.intercept()) {
        throw new UserException(
            "In %s '%s' is %s, but in %s %s: all slices of a scan must be scaled alike."
                .formatted(
                    scan.images().get(i), name, scale(voxels), scan.images().get(0), scale(first)));
      }
      all.put(voxels.bytes());
    }
    return Scan.of(
        Shape.of(slices.size()).append(slices.get(0).shape()),
        AxisOrder.LAST_FASTEST,
        Voxels.of(first.type(), all.flip()).scaled(first.slope(), first.intercept()));
  }

  private static String scale(Voxels voxels) {
    return "stored * %s + %s".formatted(voxels.slope(), voxels.intercept());
  }
}
