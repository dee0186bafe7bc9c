package dev.icl.data.tools;

import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.data.catalog.CaseReader;
import dev.icl.data.catalog.CaseReader.ImageAndLabel;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.ChannelFiles;
import dev.icl.data.catalog.PlacedCase;
import dev.icl.data.catalog.ScanCase;
import dev.icl.data.catalog.Subset;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.model.FirstPass;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.SliceAxis;
import dev.icl.data.split.Split;
import dev.icl.data.split.SplitFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the scans of a dataset as a folder of {@code images/} and {@code labels/} with a {@code
 * split.yaml} that gives every scan the part it has, if any has one. Label maps hold classes, 0 to
 * the number of classes; intensities, their type, grid and spacing are kept.
 */
public final class Conversion {
  private final Catalog catalog;
  private final CaseReader reader;
  private final VolumeFormats formats = VolumeFormats.installed();
  private final Target target;

  /** Formats to write. */
  public enum Target {
    /** {@code .nii.gz}, slices along the third axis. */
    NIFTI(".nii.gz"),
    /** {@code .h5}, image and label map in files of their own. */
    HDF5(".h5"),
    /** {@code .nrrd}, slices along the third axis. */
    NRRD(".nrrd"),
    /** {@code .mha}, slices along the third axis. */
    METAIMAGE(".mha"),
    /** {@code .tif}, a page for each place of the third axis. */
    TIFF(".tif");

    private final String ending;

    Target(String ending) {
      this.ending = ending;
    }
  }

  /** The selection of label maps that are written. */
  public enum Labels {
    /** All there are. */
    ALL,
    /** Those of labelled, validation and test scans. */
    USED
  }

  /**
   * @param catalog the scans to convert
   * @param target into what
   */
  public Conversion(Catalog catalog, Target target) {
    this.catalog = catalog;
    this.reader = new CaseReader(catalog.rules());
    this.target = target;
  }

  /**
   * A summary of the files that were written.
   *
   * @param images the number of images
   * @param labels the number of label maps
   * @param axis along which axis of the files the slices lie
   * @param split the split file; empty where no scan has a part
   * @param classes names of the classes; where they have none, ones made of the values of label
   *     maps, or empty if these leave values out
   * @param values that written label maps hold, from the least
   */
  public record Result(
      int images,
      int labels,
      SliceAxis axis,
      Optional<Path> split,
      List<String> classes,
      List<Integer> values) {
    /** Keeps its own copy of the lists. */
    public Result {
      classes = List.copyOf(classes);
      values = List.copyOf(values);
    }
  }

  /**
   * Converts every scan. Each file appears whole or not at all.
   *
   * @param folder where; made where it is missing
   * @param labels the label maps to write
   * @param overwrite whether files that exist may be replaced; if not, nothing is written where one
   *     exists
   * @param progress told of every scan when it is read
   * @throws UserException if the folder is that of the scans or in it, a file exists, a scan cannot
   *     be read, or a file cannot be written
   */
  public Result run(Path folder, Labels labels, boolean overwrite, FirstPass progress) {
    ConversionFolder out = new ConversionFolder(folder);
    out.requireElsewhere(catalog);
    Path split = folder.resolve("split.yaml");
    AtomicFile.refuseExisting(split, overwrite);
    for (PlacedCase placed : catalog.cases()) {
      for (int c = 0; c < channels(); c++) {
        AtomicFile.refuseExisting(imageFile(out, placed.scan(), c), overwrite);
      }
      AtomicFile.refuseExisting(file(out.labels(), placed.scan()), overwrite);
    }
    int written = 0;
    int mapped = 0;
    LabelValues values = new LabelValues();
    SliceAxis axis = catalog.rules().axis();
    for (PlacedCase placed : catalog.cases()) {
      ScanCase scan = placed.scan();
      boolean withLabel = scan.hasLabel() && (labels == Labels.ALL || placed.part().needsLabel());
      ImageAndLabel arrays = reader.withClasses(scan, reader.arrays(scan, withLabel));
      if (withLabel) {
        values.add(arrays.label().orElseThrow());
        Contents map = Contents.of(turned(arrays.label().orElseThrow()));
        formats.write(file(out.labels(), scan), asLabel(map), overwrite);
        mapped++;
      }
      for (int c = 0; c < channels(); c++) {
        Contents image = Contents.of(turned(arrays.channels().get(c)));
        formats.write(imageFile(out, scan, c), image, overwrite);
      }
      axis = axis(reversed(arrays.image()));
      progress.read(++written, catalog.cases().size());
    }
    boolean placed = catalog.cases().stream().anyMatch(c -> c.part() != Subset.UNUSED);
    if (placed) {
      SplitFile.write(split, split(), overwrite);
    }
    List<String> named = catalog.rules().classNames();
    return new Result(
        written,
        mapped,
        axis,
        placed ? Optional.of(split) : Optional.empty(),
        named.isEmpty() ? values.names() : named,
        values.found());
  }

  private int channels() {
    return catalog.rules().channels().size();
  }

  /** Of several channels each is in a file of its own, numbered as nnU-Net does. */
  private Path imageFile(ConversionFolder out, ScanCase scan, int channel) {
    return channels() == 1
        ? file(out.images(), scan)
        : out.images().resolve(ChannelFiles.name(scan.name(), channel) + target.ending);
  }

  private Path file(Path kind, ScanCase scan) {
    return kind.resolve(scan.name() + target.ending);
  }

  /** HDF5 files tell label maps from images by the name of the dataset. */
  private Contents asLabel(Contents map) {
    return target == Target.HDF5 ? new Contents(Optional.empty(), map.image()) : map;
  }

  private boolean reversed(Scan scan) {
    return target == Target.HDF5
        ? scan.order() == AxisOrder.FIRST_FASTEST
        : catalog.rules().axis() == SliceAxis.FIRST;
  }

  private Scan turned(Scan scan) {
    return reversed(scan) ? scan.reversed() : scan;
  }

  /** The slice axis after turning. */
  private SliceAxis axis(boolean turned) {
    SliceAxis axis = catalog.rules().axis();
    return !turned || axis == SliceAxis.SECOND
        ? axis
        : axis == SliceAxis.FIRST ? SliceAxis.THIRD : SliceAxis.FIRST;
  }

  private Split split() {
    Map<Subset, List<String>> parts = new EnumMap<>(Subset.class);
    catalog.cases().stream()
        .filter(c -> c.part() != Subset.UNUSED)
        .forEach(c -> parts.computeIfAbsent(c.part(), p -> new ArrayList<>()).add(c.scan().name()));
    return new Split(catalog.dataset() + " converted", parts);
  }
}
