package dev.icl.data.acdc;

import dev.icl.core.io.FileNames;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.ListFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The lists of an ACDC folder, and where the files are that they name.
 *
 * @param root the folder
 * @param training names of the training slices, in benchmark order
 * @param validation names of the validation volumes
 * @param test names of the test volumes; none where there is no list of them
 */
record AcdcLists(Path root, List<String> training, List<String> validation, List<String> test) {
  static final String TRAINING = "train_slices.list";
  static final String VALIDATION = "val.list";
  static final String TEST = "test.list";

  /** The patient of a case is its name up to the first underscore. */
  static final String PATIENT = "^([^_]+)";

  /** The name of a slice: scan and number. */
  static final Pattern SLICE = Pattern.compile("(.+)_slice_([0-9]{1,6})");

  private static final String MISSING =
      "set data.root to the folder that holds train_slices.list, val.list and data/";

  private static final String SLICES = "slices";

  /** Keeps its own copies of the lists. */
  AcdcLists {
    training = List.copyOf(training);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
  }

  /**
   * Reads the lists and checks that every file they name is there.
   *
   * @throws dev.icl.core.error.UserException if list or file is missing, or a patient is in two
   *     lists
   */
  static AcdcLists read(Path root) {
    DatasetDiagnostics findings = new DatasetDiagnostics();
    AcdcLists lists = read(root, findings);
    refuseLeakage(root, TRAINING, lists.training, VALIDATION, lists.validation, findings);
    refuseLeakage(root, TRAINING, lists.training, TEST, lists.test, findings);
    refuseLeakage(root, VALIDATION, lists.validation, TEST, lists.test, findings);
    findings.throwIfAny();
    return lists;
  }

  /** The same, but patients may be in several lists, and what is wrong is told and passed over. */
  static AcdcLists read(Path root, DatasetDiagnostics findings) {
    List<String> training = names(root, TRAINING, findings);
    List<String> validation = names(root, VALIDATION, findings);
    List<String> test = Files.exists(root.resolve(TEST)) ? names(root, TEST, findings) : List.of();
    return new AcdcLists(root, training, validation, test);
  }

  private static List<String> names(Path root, String list, DatasetDiagnostics findings) {
    return new ListFile(root.resolve(list), MISSING).read(name -> file(root, name), findings);
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

  /** The patient of a case. */
  static String patient(String name) {
    int end = name.indexOf('_');
    return end < 0 ? name : name.substring(0, end);
  }

  /**
   * The file of a case: slices are in a folder of their own where the benchmark is as its authors
   * hand it out.
   */
  Path file(String name) {
    return file(root, name);
  }

  private static Path file(Path root, String name) {
    Path data = root.resolve("data");
    Path beside = FileNames.existing(data.resolve(name + ".h5"));
    Path slices = data.resolve(SLICES);
    boolean slice = SLICE.matcher(name).matches() && Files.isDirectory(slices);
    Path apart = FileNames.existing(slices.resolve(name + ".h5"));
    // where there is neither, the sentence about it names the likelier place
    return slice && (Files.exists(apart) || !Files.exists(beside)) ? apart : beside;
  }
}
