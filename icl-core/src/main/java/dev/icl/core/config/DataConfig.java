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
 * @param labelDraw which of them: 0 for the first of the list, n for the n-th drawing among the
 *     training patients
 * @param validationPatients how many labelled patients a seeded split validates on; 0 for a fifth
 * @param testPatients how many labelled patients a seeded split keeps for tests
 * @param splitSeed decides a seeded split, apart from the run's seed
 * @param classes names of the classes of a {@code folder}, the background first; the place in the
 *     list is the label value
 * @param patientPattern a regular expression whose first group is the patient in a case's name;
 *     empty for the dataset's own rule
 * @param sliceAxis along which axis of their files volumes are cut into slices
 * @param preprocess what scans go through before they are cut into slices
 * @param cache a folder that preprocessed scans are kept in from run to run; empty for none
 * @param cacheMb most mebibytes of that folder
 * @param memoryMb most mebibytes of decoded slices kept in memory; 0 for a quarter of the heap
 * @param augment names of the augmentations of training images joined by {@code +}; {@code true}
 *     and {@code false} are other words for {@code authors} and {@code none}
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
    int labelDraw,
    int validationPatients,
    int testPatients,
    long splitSeed,
    List<String> classes,
    String patientPattern,
    SliceAxis sliceAxis,
    PreprocessConfig preprocess,
    String cache,
    int cacheMb,
    int memoryMb,
    String augment,
    int workers,
    int phantomPatients,
    int phantomValidation,
    long phantomSeed) {

  /** Keeps its own copy of the list, and one word for each augmentation. */
  public DataConfig {
    classes = List.copyOf(classes);
    augment = augment.equals("true") ? "authors" : augment.equals("false") ? "none" : augment;
  }

  /** The phantom, three patients labelled. */
  public static DataConfig defaults() {
    return new DataConfig(
        "phantom",
        "",
        "",
        3,
        0,
        0,
        0,
        2023,
        List.of(),
        "",
        SliceAxis.AUTO,
        PreprocessConfig.defaults(),
        "",
        16384,
        0,
        "authors",
        1,
        40,
        8,
        2023);
  }

  /** Most bytes of decoded slices to keep in memory. */
  public long memoryBytes() {
    return memoryMb == 0 ? Runtime.getRuntime().maxMemory() / 4 : (long) memoryMb << 20;
  }
}
