package dev.icl.data.acdc;

import dev.icl.core.error.UserException;
import dev.icl.data.acdc.ScanFile.Content;
import dev.icl.data.model.DataProvenance;
import dev.icl.data.model.Dataset;
import dev.icl.data.model.Fingerprint;
import dev.icl.data.model.FirstPass;
import dev.icl.data.print.KnownScan;
import dev.icl.data.print.ScanPrint;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleId;
import dev.icl.data.volume.SampleCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/**
 * The ACDC folder as the semi-supervised benchmarks (SSL4MIS) share it:
 *
 * <pre>
 * train_slices.list   training slices, one a line, in benchmark order
 * val.list            validation volumes, one a line
 * test.list           test volumes, one a line; may be missing
 * data/NAME.h5        image float32 and label uint8: [rows, columns] or [slices, rows, columns]
 * data/slices/NAME.h5 the slices, where they are not in data/ itself
 * </pre>
 *
 * <p>The patient of a case is its name up to the first underscore. Files are read when first asked
 * for, by whichever thread asks; decoded training slices (5 bytes per pixel, about 350 MB for all
 * 1312) are kept up to a quarter of the JVM's heap, and read again beyond that.
 */
public final class AcdcDataset implements Dataset {
  /** The folder that the root is to be set to, for error messages. */
  static final String ROOT = "the folder that holds train_slices.list, val.list and data/";

  static final List<String> CLASSES = List.of("background", "RV", "Myo", "LV");

  private final AcdcLists lists;
  private final int labelDraw;
  private final List<SampleId> slices;
  private final List<String> volumes;
  private final List<String> tests;
  private final SampleCache cache;
  private final DataProvenance provenance;
  private final AtomicReferenceArray<ScanPrint> slicePrints;
  private final Map<String, ScanPrint> volumePrints = new ConcurrentHashMap<>();

  private AcdcDataset(AcdcLists lists, long cacheBytes, int labelDraw) {
    this.lists = lists;
    this.labelDraw = labelDraw;
    this.slices =
        lists.training().stream().map(name -> new SampleId(name, AcdcLists.patient(name))).toList();
    this.volumes = lists.validation();
    this.tests = lists.test();
    this.cache = new SampleCache(cacheBytes);
    this.slicePrints = new AtomicReferenceArray<>(slices.size());
    this.provenance = describe();
  }

  /**
   * Reads the lists and checks that every file they name is there.
   *
   * @param root the folder
   * @throws UserException if folder, list or file is missing
   */
  public static AcdcDataset open(String root) {
    return open(root, Runtime.getRuntime().maxMemory() / 4, 0);
  }

  /**
   * The same with another limit of memory and another drawing of labelled patients.
   *
   * @param root the dataset's folder
   * @param cacheBytes most bytes of decoded slices to keep
   * @param labelDraw 0 for the first of the list
   * @throws UserException if folder, list or file is missing
   */
  public static AcdcDataset open(String root, long cacheBytes, int labelDraw) {
    return open(folder(root), cacheBytes, labelDraw);
  }

  static AcdcDataset open(Path root, long cacheBytes, int labelDraw) {
    return new AcdcDataset(AcdcLists.read(root), cacheBytes, labelDraw);
  }

  /**
   * The folder of a root.
   *
   * @throws UserException if there is none
   */
  public static Path folder(String root) {
    if (root.isBlank()) {
      throw new UserException("data.root is empty: set it to " + ROOT + ".");
    }
    try {
      Path path = Path.of(root);
      if (Files.isDirectory(path)) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw new UserException("data.root '" + root + "' is no path: set it to " + ROOT + ".", e);
    }
    throw new UserException(
        "The folder data.root '" + root + "' does not exist: set it to " + ROOT + ".");
  }

  private DataProvenance describe() {
    return new DataProvenance(
        "acdc",
        lists.root().toString(),
        (int) slices.stream().map(SampleId::patient).distinct().count(),
        slices.size(),
        volumes.size(),
        Fingerprint.of(trainingContent()));
  }

  private String trainingContent() {
    return content(Stream.concat(slices.stream().map(SampleId::name), volumes.stream()));
  }

  @Override
  public String fingerprintWithTests() {
    return Fingerprint.of(trainingContent() + AcdcLists.TEST + '\n' + content(tests.stream()));
  }

  private String content(Stream<String> names) {
    StringBuilder content = new StringBuilder();
    names.forEach(name -> content.append(name).append(' ').append(size(name)).append('\n'));
    return content.toString();
  }

  private long size(String name) {
    try {
      return Files.size(lists.file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> classNames() {
    return CLASSES;
  }

  @Override
  public int labelDraw() {
    return labelDraw;
  }

  @Override
  public List<SampleId> trainingSamples() {
    return slices;
  }

  @Override
  public Sample trainingSample(int index) {
    return cache.get(index).orElseGet(() -> readSlice(index));
  }

  private Sample readSlice(int index) {
    SampleId id = slices.get(index);
    Content content = new ScanFile(lists.file(id.name()), 2, classes()).read();
    Sample slice = Sample.of(id, content.shape(), content.image()).withLabel(content.label());
    cache.put(index, slice);
    if (slicePrints.get(index) == null) {
      slicePrints.set(index, ScanPrint.of(slice.image(), 1));
    }
    return slice;
  }

  @Override
  public void readAll(FirstPass progress) {
    int total = slices.size() + volumes.size();
    for (int i = 0; i < slices.size(); i++) {
      trainingSample(i);
      progress.read(i + 1, total);
    }
    for (int i = 0; i < volumes.size(); i++) {
      validationScan(i);
      progress.read(slices.size() + i + 1, total);
    }
  }

  @Override
  public List<String> validationCases() {
    return volumes;
  }

  @Override
  public List<Long> validationBytes() {
    return volumes.stream().map(this::size).toList();
  }

  @Override
  public List<Long> testBytes() {
    return tests.stream().map(this::size).toList();
  }

  @Override
  public List<String> validationPatients() {
    return volumes.stream().map(AcdcLists::patient).toList();
  }

  @Override
  public Sample validationScan(int index) {
    return volume(volumes.get(index));
  }

  @Override
  public List<String> testCases() {
    return tests;
  }

  @Override
  public List<String> testPatients() {
    return tests.stream().map(AcdcLists::patient).toList();
  }

  @Override
  public Sample testScan(int index) {
    return volume(tests.get(index));
  }

  private Sample volume(String name) {
    Content content = new ScanFile(lists.file(name), 3, classes()).read();
    Sample volume =
        Sample.of(new SampleId(name, AcdcLists.patient(name)), content.shape(), content.image())
            .withLabel(content.label());
    volumePrints.computeIfAbsent(name, n -> ScanPrint.of(volume.image(), volume.size(0)));
    return volume;
  }

  @Override
  public List<KnownScan> trainingPrints() {
    Map<String, List<Integer>> scans = new LinkedHashMap<>();
    for (int i = 0; i < slices.size(); i++) {
      String name = slices.get(i).name();
      Matcher slice = AcdcLists.SLICE.matcher(name);
      scans
          .computeIfAbsent(slice.matches() ? slice.group(1) : name, scan -> new ArrayList<>())
          .add(i);
    }
    return scans.entrySet().stream()
        .map(
            scan ->
                new KnownScan(
                    scan.getKey(),
                    slices.get(scan.getValue().get(0)).patient(),
                    ScanPrint.ofSlices(scan.getValue().stream().map(this::slicePrint).toList())))
        .toList();
  }

  private ScanPrint slicePrint(int index) {
    if (slicePrints.get(index) == null) {
      readSlice(index);
    }
    return slicePrints.get(index);
  }

  @Override
  public List<KnownScan> validationPrints() {
    return prints(volumes);
  }

  @Override
  public List<KnownScan> testPrints() {
    return prints(tests);
  }

  private List<KnownScan> prints(List<String> names) {
    return names.stream()
        .map(name -> new KnownScan(name, AcdcLists.patient(name), volumePrint(name)))
        .toList();
  }

  private ScanPrint volumePrint(String name) {
    if (!volumePrints.containsKey(name)) {
      volume(name);
    }
    return Objects.requireNonNull(volumePrints.get(name), name);
  }

  @Override
  public DataProvenance provenance() {
    return provenance;
  }
}
