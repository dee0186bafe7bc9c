package dev.icl.core.config;

/**
 * Where scans come from.
 *
 * @param name {@code phantom} or {@code acdc}
 * @param root the dataset's folder; empty for the phantom
 * @param labeled how many training patients keep their labels
 * @param augment whether training images are augmented as the authors do
 * @param workers threads that prepare batches
 * @param phantomPatients how many training patients the phantom has
 * @param phantomValidation how many validation patients the phantom has
 * @param phantomSeed decides the phantom's anatomy, apart from the run's seed
 */
public record DataConfig(
    String name,
    String root,
    int labeled,
    boolean augment,
    int workers,
    int phantomPatients,
    int phantomValidation,
    long phantomSeed) {

  /** The phantom, three patients labelled. */
  public static DataConfig defaults() {
    return new DataConfig("phantom", "", 3, true, 1, 40, 8, 2023);
  }
}
