package dev.icl.app.run;

import dev.icl.core.error.UserException;
import dev.icl.data.model.DataProvenance;
import dev.icl.data.model.Dataset;
import dev.icl.data.model.Fingerprint;
import dev.icl.data.model.LabeledSplit;
import dev.icl.data.model.SliceId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a training must find again to go on: the scans and what each is for, and which of them keep
 * their labels, whatever number, draw or list decided that.
 *
 * @param dataset name of the dataset
 * @param scans fingerprint of the scans
 * @param labels fingerprint of the names of the labelled slices, in order
 */
record DataIdentity(String dataset, String scans, String labels) {
  private static final String SCANS = "data_fingerprint";
  private static final String LABELS = "data_labels_fingerprint";

  static DataIdentity of(Dataset dataset, LabeledSplit split) {
    DataProvenance data = dataset.provenance();
    List<SliceId> slices = dataset.trainingSlices();
    String labelled =
        split.labeled().stream()
            .map(place -> slices.get(place).name())
            .collect(Collectors.joining("\n"));
    return new DataIdentity(data.name(), data.fingerprint(), Fingerprint.of(labelled));
  }

  /** As facts of a checkpoint. */
  Map<String, String> facts() {
    return Map.of(SCANS, scans, LABELS, labels);
  }

  /**
   * Checks that a checkpoint was trained on the same; one of an earlier release tells less.
   *
   * @param file the checkpoint
   * @param facts of it
   * @throws UserException if it was not
   */
  void requireSame(Path file, Map<String, String> facts) {
    if (!facts.getOrDefault(SCANS, scans).equals(scans)) {
      throw new UserException(
          file
              + " was trained on other scans than data."
              + (dataset.equals("phantom") ? "phantom_* describe" : "root and data.split give")
              + " now; go on with the same data, or start anew in another folder.");
    }
    if (!facts.getOrDefault(LABELS, labels).equals(labels)) {
      throw new UserException(
          file
              + " was trained with labels of other scans than are labelled now; give data.split or"
              + " the dataset's own lists as they were, or start anew in another folder.");
    }
  }
}
