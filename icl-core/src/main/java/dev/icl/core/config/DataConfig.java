package dev.icl.core.config;

import java.util.List;

/**
 * Where scans come from.
 *
 * @param name {@code phantom}, {@code acdc}, {@code la}, {@code brats19}, {@code amos22} or {@code
 *     folder}
 * @param root the dataset's folder; empty for the phantom
 * @param split a file that lists what each scan is for; empty for the dataset's own lists or, where
 *     it has none, a seeded split
 * @param labeled how many training patients keep their labels, unless the split lists them
 * @param validationPatients how many labelled patients a seeded split validates on; 0 for a fifth
 * @param testPatients how many labelled patients a seeded split keeps for tests
 * @param splitSeed decides a seeded split, apart from the run's seed
 * @param classes names of the classes of a {@code folder}, the background first; the place in the
 *     list is the label value
 * @param patientPattern a regular expression whose first group is the patient in a case's name;
 *     empty for the dataset's own rule
 * @param sliceAxis along which axis of their files volumes are cut into slices
 * @param augment whether training images are augmented as the authors do
 * @param workers threads that prepare batches
 * @param phantomPatients how many training patients the phantom has
 * @param phantomValidation how many validation patients the phantom has
 * @param phantomSeed decides the phantom's anatomy, apart from the run's seed
 */
public record DataConfig(
    String name,
    String root,
    String split,
    int labeled,
    int validationPatients,
    int testPatients,
    long splitSeed,
    List<String> classes,
    String patientPattern,
    SliceAxis sliceAxis,
    boolean augment,
    int workers,
    int phantomPatients,
    int phantomValidation,
    long phantomSeed) {

  /** Keeps its own copy of the list. */
  public DataConfig {
    classes = List.copyOf(classes);
  }

  /** The phantom, three patients labelled. */
  public static DataConfig defaults() {
    return new DataConfig(
        "phantom", "", "", 3, 0, 0, 2023, List.of(), "", SliceAxis.AUTO, true, 1, 40, 8, 2023);
  }
}
