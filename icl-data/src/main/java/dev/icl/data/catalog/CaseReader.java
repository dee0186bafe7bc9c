package dev.icl.data.catalog;

import dev.icl.core.error.UserException;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.preprocess.FileHashes;
import dev.icl.data.preprocess.IntensityRule;
import dev.icl.data.preprocess.PreparedChannels;
import dev.icl.data.preprocess.PreparedScan;
import dev.icl.data.print.ScanPrint;
import dev.icl.data.sample.OriginalGrid;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleId;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Reads scans by the rules of their dataset. Safe for use by several threads. */
public final class CaseReader {
  /** Of scans, roughly. */
  private static final int COMPRESSION = 4;

  private static final int SHARE_OF_HEAP = 16;

  /** The value that masks which are pictures have in place of 1. */
  private static final int WHITE = 255;

  private final ReadingRules rules;
  private final VolumeFormats formats;
  private final CachedPreparation preparation;

  /** A reader of every installed format. */
  public CaseReader(ReadingRules rules) {
    this(rules, VolumeFormats.installed());
  }

  /** A reader of some formats. */
  public CaseReader(ReadingRules rules, VolumeFormats formats) {
    this(rules, formats, CachedPreparation.none());
  }

  /**
   * A reader of preprocessed scans.
   *
   * @param rules the rules by which the files become samples
   * @param formats the formats it reads
   * @param preparation the preprocessing of every scan
   */
  public CaseReader(ReadingRules rules, VolumeFormats formats, CachedPreparation preparation) {
    this.rules = rules;
    this.formats = formats;
    this.preparation = preparation;
  }

  /** A description of the preprocessing of scans, for a fingerprint; empty if there is none. */
  public String preprocessing() {
    return preparation.changesNothing() ? "" : preparation.config().toString();
  }

  /**
   * The arrays of a scan as its files hold them, of one shape of three axes.
   *
   * @param image intensities of the first channel
   * @param more those of the other channels, in order
   * @param label stored label values
   */
  public record ImageAndLabel(Scan image, List<Scan> more, Optional<Scan> label) {
    /** Copies the list. */
    public ImageAndLabel {
      more = List.copyOf(more);
    }

    /** Intensities of every channel, in order. */
    public List<Scan> channels() {
      List<Scan> channels = new ArrayList<>(List.of(image));
      channels.addAll(more);
      return List.copyOf(channels);
    }
  }

  /**
   * The arrays of a scan as its files hold them; slices in files of their own are put together, the
   * first axis counting them.
   *
   * @param withLabel whether the label map is read where there is one
   * @throws UserException if a file cannot be read, or shapes do not fit together
   */
  public ImageAndLabel arrays(ScanCase scan, boolean withLabel) {
    return new CaseArrays(formats, rules.channels(), rules.channelAxis()).read(scan, withLabel);
  }

  /**
   * A scan, preprocessed.
   *
   * @param withLabel whether the label map is read; the scan must have one then
   * @throws UserException if a file cannot be read, shapes do not fit together, a label is none of
   *     the classes, or the label map is missing
   */
  public Sample sample(ScanCase scan, boolean withLabel) {
    return sample(scan, withLabel, new FileHashes(), image -> {});
  }

  /**
   * A sample and the fingerprint of its scan.
   *
   * @param sample of the scan, preprocessed
   * @param print of the scan as its files hold it
   * @param notes notes on the header of its image, where it may surprise; none if the sample is
   *     from a cache
   */
  public record Known(Sample sample, ScanPrint print, List<String> notes) {
    /** Copies the list. */
    public Known {
      notes = List.copyOf(notes);
    }
  }

  /**
   * A scan, preprocessed, with its print, which takes no second reading unless the sample is from a
   * cache.
   *
   * @param withLabel whether the label map is read; the scan must have one then
   * @throws UserException as above
   */
  public Known known(ScanCase scan, boolean withLabel) {
    AtomicReference<ScanPrint> read = new AtomicReference<>();
    List<String> notes = new ArrayList<>();
    FileHashes hashes = new FileHashes();
    Sample sample =
        sample(
            scan,
            withLabel,
            hashes,
            image -> {
              read.set(print(image));
              notes.addAll(image.notes());
            });
    return new Known(sample, print(scan, hashes, Optional.ofNullable(read.get())), notes);
  }

  /**
   * The fingerprint by which a scan is recognised.
   *
   * @throws UserException if its image cannot be read
   */
  public ScanPrint print(ScanCase scan) {
    return print(scan, new FileHashes(), Optional.empty());
  }

  private ScanPrint print(ScanCase scan, FileHashes hashes, Optional<ScanPrint> read) {
    return preparation.print(
        files(scan.images()),
        hashes,
        rules.axis().toString(),
        () -> read.orElseGet(() -> print(arrays(scan, false).image())));
  }

  /**
   * The fingerprint by which a scan is recognised.
   *
   * @param image as its files hold it, of three axes
   */
  public ScanPrint print(Scan image) {
    Slicing slicing = Slicing.of(image, rules.axis());
    return ScanPrint.of(slicing.moved(image.voxels().toFloats()), slicing.shape().dim(0));
  }

  /**
   * @param hashes of files, for a cache
   * @param seen told of the image as its files hold it, if they are read
   */
  private Sample sample(ScanCase scan, boolean withLabel, FileHashes hashes, Consumer<Scan> seen) {
    if (withLabel && scan.label().isEmpty()) {
      throw new UserException(
          "%s has no label map, which a labelled scan needs: add it, or list the scan as unlabeled."
              .formatted(scan.images().get(0)));
    }
    Supplier<ImageAndLabel> arrays =
        () -> {
          ImageAndLabel read = arrays(scan, withLabel);
          seen.accept(read.image());
          return read;
        };
    if (preparation.isIdle() || preparation.changesNothing() && isLarge(scan)) {
      ImageAndLabel read = arrays.get();
      return rules.intensities().in(read.image().order()).applyInPlace(raw(scan, read));
    }
    return prepared(scan, withLabel, hashes, arrays);
  }

  /** Whether a scan is so large that its copy in a cache would take more memory than there is. */
  private boolean isLarge(ScanCase scan) {
    long bytes = 0;
    for (Path file : files(scan.imageFiles())) {
      boolean plain = file.toString().endsWith(".nii");
      try {
        bytes += (plain ? 1 : COMPRESSION) * Files.size(file);
      } catch (IOException e) {
        return false; // reading it tells what is wrong
      }
    }
    return bytes > Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
  }

  /** Every file that is read for some files: of a pair, both; of a folder, its slices. */
  public List<Path> files(List<Path> named) {
    return named.stream().flatMap(file -> formats.files(file).stream()).distinct().toList();
  }

  private Sample prepared(
      ScanCase scan, boolean withLabel, FileHashes hashes, Supplier<ImageAndLabel> arrays) {
    PreparedChannels prepared =
        preparation.apply(
            files(withLabel ? scan.files() : scan.imageFiles()),
            hashes,
            rules.channels().size(),
            rules.labels() + " " + withLabel,
            () -> withClasses(scan, arrays.get()));
    PreparedScan first = prepared.first();
    IntensityRule intensities =
        preparation.config().leavesIntensities()
            ? rules.intensities().in(first.image().order())
            : IntensityRule.none();
    Sample sample =
        intensities.applyInPlace(
            ArraySample.of(id(scan), prepared.images(), first.label(), rules.axis()));
    if (preparation.changesNothing()) {
      return sample;
    }
    Slicing to = Slicing.of(first.image(), rules.axis());
    Scan before = first.original();
    Slicing from = Slicing.of(before, rules.axis());
    return sample.withOriginal(
        new OriginalGrid(
            from.shape(),
            first.originalLabel().map(l -> from.moved(l.voxels().toBytes())),
            before.spacing().map(d -> from.spacing(d, before.order())),
            map -> from.moved(first.restore(to.back(map)).voxels().toBytes())));
  }

  /**
   * Arrays as a sample whose classes are known, not preprocessed.
   *
   * @throws UserException if a label is none of the classes
   */
  public Sample raw(ScanCase scan, ImageAndLabel arrays) {
    ImageAndLabel known = withClasses(scan, arrays);
    return ArraySample.of(id(scan), known.channels(), known.label(), rules.axis());
  }

  /**
   * Classes that are listed slices first as a label map on the grid of their scan.
   *
   * @param image of the scan as its files hold it, of three axes
   * @param classes of each voxel, unsigned bytes, {@code [slices, rows, columns]} in C order
   * @return of the shape, order, spacing and affine of the image
   * @throws IllegalArgumentException if there are more or fewer than the image has voxels
   */
  public Scan onGrid(Scan image, byte[] classes) {
    return image.withVoxels(Voxels.ofLabels(Slicing.of(image, rules.axis()).back(classes)));
  }

  private static SampleId id(ScanCase scan) {
    return new SampleId(scan.name(), scan.patient());
  }

  /**
   * Arrays with classes in place of stored label values.
   *
   * @throws UserException if a label is none of the classes
   */
  public ImageAndLabel withClasses(ScanCase scan, ImageAndLabel arrays) {
    return new ImageAndLabel(
        arrays.image(),
        arrays.more(),
        arrays
            .label()
            .map(
                label ->
                    label.withVoxels(
                        Voxels.ofLabels(classes(label.voxels(), scan.label().orElseThrow())))));
  }

  private byte[] classes(Voxels voxels, Path file) {
    int[] table = rules.labels().table();
    byte[] out = new byte[voxels.size()];
    for (int i = 0; i < out.length; i++) {
      int stored = voxels.labelAt(i);
      if (stored < 0 || stored >= table.length || table[stored] < 0) {
        throw new UserException(
            "The label map %s holds %s at voxel %d: allowed are %s%s."
                .formatted(
                    file,
                    voxels.shown(i),
                    i,
                    rules.labels().allowed(),
                    stored == WHITE && table.length == 2
                        ? ", so store 1 in place of the 255 of white"
                        : ""));
      }
      out[i] = (byte) table[stored];
    }
    return out;
  }
}
