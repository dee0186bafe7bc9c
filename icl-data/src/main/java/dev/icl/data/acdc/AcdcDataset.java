package dev.icl.data.acdc;

import dev.icl.core.error.UserException;
import dev.icl.core.io.FileNames;
import dev.icl.data.acdc.ScanFile.Content;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.ListFile;
import dev.icl.data.model.DataProvenance;
import dev.icl.data.model.Dataset;
import dev.icl.data.model.Fingerprint;
import dev.icl.data.model.FirstPass;
import dev.icl.data.model.Slice;
import dev.icl.data.model.SliceId;
import dev.icl.data.model.Volume;
import dev.icl.data.print.KnownScan;
import dev.icl.data.print.ScanPrint;
import dev.icl.data.volume.SliceCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  static final List<String> CLASSES = List.of("background", "RV", "Myo", "LV");
  static final String TRAINING_LIST = "train_slices.list";
  static final String VALIDATION_LIST = "val.list";
  static final String TEST_LIST = "test.list";
  static final String MISSING_LIST =
      "set data.root to the folder that holds train_slices.list, val.list and data/";

  /** The patient of a case is its name up to the first underscore. */
  static final String PATIENT = "^([^_]+)";

  /** The name of a slice: scan and number. */
  static final Pattern SLICE = Pattern.compile("(.+)_slice_([0-9]{1,6})");

  private static final String SLICES = "slices";

  private final Path root;
  private final Path data;
  private final int labelDraw;
  private final List<SliceId> slices;
  private final List<String> volumes;
  private final List<String> tests;
  private final SliceCache cache;
  private final DataProvenance provenance;
  private final AtomicReferenceArray<ScanPrint> slicePrints;
  private final Map<String, ScanPrint> volumePrints = new ConcurrentHashMap<>();

  private AcdcDataset(
      Path root,
      List<SliceId> slices,
      List<String> volumes,
      List<String> tests,
      long cacheBytes,
      int labelDraw) {
    this.labelDraw = labelDraw;
    this.root = root;
    this.data = root.resolve("data");
    this.slices = slices;
    this.volumes = volumes;
    this.tests = tests;
    this.cache = new SliceCache(cacheBytes);
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
    DatasetDiagnostics findings = new DatasetDiagnostics();
    List<SliceId> slices =
        names(root, TRAINING_LIST, findings).stream()
            .map(name -> new SliceId(name, patient(name)))
            .toList();
    List<String> volumes = names(root, VALIDATION_LIST, findings);
    List<String> tests = tests(root, findings);
    List<String> trained = slices.stream().map(SliceId::name).toList();
    refuseLeakage(root, TRAINING_LIST, trained, VALIDATION_LIST, volumes, findings);
    refuseLeakage(root, TRAINING_LIST, trained, TEST_LIST, tests, findings);
    refuseLeakage(root, VALIDATION_LIST, volumes, TEST_LIST, tests, findings);
    findings.throwIfAny();
    return new AcdcDataset(root, slices, volumes, tests, cacheBytes, labelDraw);
  }

  /** The names in the list of test volumes; none where there is no list. */
  static List<String> tests(Path root, DatasetDiagnostics findings) {
    return Files.exists(root.resolve(TEST_LIST)) ? names(root, TEST_LIST, findings) : List.of();
  }

  private static List<String> names(Path root, String list, DatasetDiagnostics findings) {
    return new ListFile(root.resolve(list), MISSING_LIST)
        .read(name -> file(root.resolve("data"), name), findings);
  }

  /** One sentence per patient of the second list. */
  private static void refuseLeakage(
      Path root,
      String first,
      List<String> firstNames,
      String second,
      List<String> secondNames,
      DatasetDiagnostics findings) {
    Map<String, String> listed = new HashMap<>();
    firstNames.forEach(name -> listed.putIfAbsent(patient(name), name));
    for (String name : secondNames) {
      String other = listed.remove(patient(name));
      if (other != null) {
        findings.add(
            "%s and %s both list scans of the patient %s (%s, %s): keep every patient in one list, or results are too good to be true."
                .formatted(root.resolve(first), root.resolve(second), patient(name), other, name));
      }
    }
  }

  /**
   * The folder of a root.
   *
   * @throws UserException if there is none
   */
  public static Path folder(String root) {
    String wanted = "the folder that holds train_slices.list, val.list and data/";
    if (root.isBlank()) {
      throw new UserException("data.root is empty: set it to " + wanted + ".");
    }
    try {
      Path path = Path.of(root);
      if (Files.isDirectory(path)) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw new UserException("data.root '" + root + "' is no path: set it to " + wanted + ".", e);
    }
    throw new UserException(
        "The folder data.root '" + root + "' does not exist: set it to " + wanted + ".");
  }

  /**
   * The file of a case: slices are in a folder of their own where the benchmark is as its authors
   * hand it out.
   */
  static Path file(Path data, String name) {
    Path beside = FileNames.existing(data.resolve(name + ".h5"));
    Path slices = data.resolve(SLICES);
    boolean slice = SLICE.matcher(name).matches() && Files.isDirectory(slices);
    Path apart = FileNames.existing(slices.resolve(name + ".h5"));
    // where there is neither, the sentence about it names the likelier place
    return slice && (Files.exists(apart) || !Files.exists(beside)) ? apart : beside;
  }

  private static String patient(String name) {
    int end = name.indexOf('_');
    return end < 0 ? name : name.substring(0, end);
  }

  private DataProvenance describe() {
    return new DataProvenance(
        "acdc",
        root.toString(),
        (int) slices.stream().map(SliceId::patient).distinct().count(),
        slices.size(),
        volumes.size(),
        Fingerprint.of(trainingContent()));
  }

  private String trainingContent() {
    return content(Stream.concat(slices.stream().map(SliceId::name), volumes.stream()));
  }

  @Override
  public String fingerprintWithTests() {
    return Fingerprint.of(trainingContent() + TEST_LIST + '\n' + content(tests.stream()));
  }

  private String content(Stream<String> names) {
    StringBuilder content = new StringBuilder();
    names.forEach(name -> content.append(name).append(' ').append(size(name)).append('\n'));
    return content.toString();
  }

  private long size(String name) {
    try {
      return Files.size(file(data, name));
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
  public List<SliceId> trainingSlices() {
    return slices;
  }

  @Override
  public Slice trainingSlice(int index) {
    return cache.get(index).orElseGet(() -> readSlice(index));
  }

  private Slice readSlice(int index) {
    SliceId id = slices.get(index);
    Content content = new ScanFile(file(data, id.name()), 2, classes()).read();
    int[] shape = content.shape();
    Slice slice = new Slice(id, shape[0], shape[1], content.image(), content.label());
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
      trainingSlice(i);
      progress.read(i + 1, total);
    }
    for (int i = 0; i < volumes.size(); i++) {
      validationVolume(i);
      progress.read(slices.size() + i + 1, total);
    }
  }

  @Override
  public List<String> validationCases() {
    return volumes;
  }

  @Override
  public List<String> validationPatients() {
    return volumes.stream().map(AcdcDataset::patient).toList();
  }

  @Override
  public Volume validationVolume(int index) {
    return volume(volumes.get(index));
  }

  @Override
  public List<String> testCases() {
    return tests;
  }

  @Override
  public List<String> testPatients() {
    return tests.stream().map(AcdcDataset::patient).toList();
  }

  @Override
  public Volume testVolume(int index) {
    return volume(tests.get(index));
  }

  private Volume volume(String name) {
    Content content = new ScanFile(file(data, name), 3, classes()).read();
    int[] shape = content.shape();
    volumePrints.computeIfAbsent(name, n -> ScanPrint.of(content.image(), shape[0]));
    return Volume.of(name, patient(name), shape[0], shape[1], shape[2], content.image())
        .withLabel(content.label());
  }

  @Override
  public List<KnownScan> trainingPrints() {
    Map<String, List<Integer>> scans = new LinkedHashMap<>();
    for (int i = 0; i < slices.size(); i++) {
      String name = slices.get(i).name();
      Matcher slice = SLICE.matcher(name);
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
        .map(name -> new KnownScan(name, patient(name), volumePrint(name)))
        .toList();
  }

  private ScanPrint volumePrint(String name) {
    if (!volumePrints.containsKey(name)) {
      volume(name);
    }
    return volumePrints.get(name);
  }

  @Override
  public DataProvenance provenance() {
    return provenance;
  }
}
