package dev.icl.report.viewer;

import dev.icl.app.predict.PredictionInputs;
import dev.icl.app.predict.PredictionInputs.Input;
import dev.icl.app.predict.PredictionRecord;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Label maps of scans, one file each, found by the names of the scans.
 *
 * @param name of the layer
 * @param files by name of the case; of a single file, that one under its own name
 * @param single whether the user named a file and no folder
 * @param classNames the background first; empty where they are not known
 */
public record LabelFolder(
    String name, Map<Path, Path> files, boolean single, List<String> classNames) {
  /** Beyond this, an axis of one array is nearer to another one of the other. */
  private static final double MOST_DEGREES = 45;

  /** Copies the collections. */
  public LabelFolder {
    files = Map.copyOf(files);
    classNames = List.copyOf(classNames);
  }

  /**
   * Looks for label maps.
   *
   * @param name of the layer
   * @param path a file, or a folder of files named as the scans
   * @param formats that are read
   * @throws UserException if it does not exist, or holds none
   */
  public static LabelFolder of(String name, Path path, VolumeFormats formats) {
    Map<Path, Path> files = new LinkedHashMap<>();
    for (Input input :
        new PredictionInputs(formats, path.toAbsolutePath().getRoot(), sentence -> {})
            .of(List.of(path.toAbsolutePath().toString()))) {
      files.put(input.name(), input.file());
    }
    boolean folder = Files.isDirectory(path);
    return new LabelFolder(
        name, files, !folder, folder ? PredictionRecord.classNamesIn(path) : List.of());
  }

  /**
   * The label map of a scan.
   *
   * @param scan its name
   * @param alone whether it is the only scan, whose label map may have another name
   * @param image its first channel
   * @param formats that are read
   * @return with the axes and the order of the image; empty where there is none
   * @throws UserException if it cannot be read, or is of another grid
   */
  Optional<Scan> read(Path scan, boolean alone, Scan image, VolumeFormats formats) {
    Optional<Path> file =
        Optional.ofNullable(files.get(scan))
            .or(() -> single && alone ? files.values().stream().findFirst() : Optional.empty());
    return file.map(path -> onGrid(path, formats.readLabel(path), image));
  }

  /** Label maps in HDF5 and NIfTI list their axes in reverse, but hold their voxels alike. */
  private static Scan onGrid(Path file, Scan labels, Scan image) {
    Scan three = ThreeAxes.of(labels, file).get(0);
    if (!inMemory(three).equals(inMemory(image))) {
      throw new UserException(
          "The label map %s has the shape %s, but its scan has %s: name the label map of that scan."
              .formatted(file, three.shape(), image.shape()));
    }
    Optional<Affine> own = three.order() == image.order() ? three.affine() : Optional.empty();
    if (own.isPresent()
        && image.affine().isPresent()
        && own.get().degreesTo(image.affine().get()) > MOST_DEGREES) {
      throw new UserException(
          "The label map %s has the orientation %s, but its scan has %s: save both in one orientation."
              .formatted(file, own.get().orientation(), image.affine().get().orientation()));
    }
    return image.withVoxels(three.voxels());
  }

  /** Sizes of the axes, the slowest first. */
  private static Shape inMemory(Scan scan) {
    return scan.order().listedFor(AxisOrder.LAST_FASTEST, scan.shape());
  }
}
