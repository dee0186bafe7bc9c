package dev.icl.app.checkpoint;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.icl.core.checkpoint.FactKey;
import dev.icl.data.catalog.InputRules;
import dev.icl.modules.train.JsonFact;
import java.util.List;

/** The facts by which a checkpoint tells its data. A file of an earlier release tells fewer. */
public final class DataFacts {
  /** Name of the dataset. */
  public static final FactKey<String> DATASET = FactKey.text("data");

  /** The folder of the scans; empty for the phantom. */
  public static final FactKey<String> ROOT = FactKey.text("data_root");

  /** Names of the classes, the background first. */
  public static final FactKey<List<String>> CLASS_NAMES =
      JsonFact.of("class_names", new TypeReference<>() {});

  /** The patients trained on. */
  public static final FactKey<List<String>> TRAINING_PATIENTS =
      FactKey.lines("data_training_patients");

  /** The patients that choose the best network. */
  public static final FactKey<List<String>> SELECTION_PATIENTS =
      FactKey.lines("data_selection_patients");

  /** The scans trained on. */
  public static final FactKey<KnownScans> TRAINING_SCANS = scans("data_training_prints");

  /** The scans that choose the best network. */
  public static final FactKey<KnownScans> SELECTION_SCANS = scans("data_selection_prints");

  /** Fingerprint of the scans and of what each is for. */
  public static final FactKey<String> FINGERPRINT = FactKey.text("data_fingerprint");

  /** Fingerprint of the names of the labelled slices, in order. */
  public static final FactKey<String> LABELS_FINGERPRINT = FactKey.text("data_labels_fingerprint");

  /** The count of the training slices. */
  public static final FactKey<Integer> TRAINING_SLICES = FactKey.count("data_training_slices");

  /** The count of the validation volumes. */
  public static final FactKey<Integer> VALIDATION_VOLUMES =
      FactKey.count("data_validation_volumes");

  /** The rules by which scans became the images of the training. */
  public static final FactKey<InputRules> INPUT_RULES =
      JsonFact.of("input_rules", new TypeReference<>() {});

  private DataFacts() {}

  private static FactKey<KnownScans> scans(String key) {
    return new FactKey<>(key, KnownScans::toText, KnownScans::ofText);
  }
}
