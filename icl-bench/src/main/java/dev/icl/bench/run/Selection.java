package dev.icl.bench.run;

import dev.icl.bench.run.EvaluationSummary.Selected;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.error.UserException;
import dev.icl.data.model.Volume;
import dev.icl.modules.train.CheckpointFolder;
import java.util.Arrays;
import java.util.Set;

/** On which patients a checkpoint was chosen among the iterations of its training. */
final class Selection {
  /** The fact of a checkpoint that lists the patients that choose the best, one a line. */
  static final String PATIENTS = "data_selection_patients";

  private final String by;
  private final Integer candidates;
  private final Set<String> patients;
  private int counted;

  private Selection(String by, Integer candidates, Set<String> patients) {
    this.by = by;
    this.candidates = candidates;
    this.patients = patients;
  }

  /**
   * @param data the name of the dataset that is scored; patients of another are others
   */
  static Selection of(CheckpointInfo info, String data) {
    String by = info.facts().getOrDefault(CheckpointFolder.CHOSEN_BY, "unknown");
    String listed = info.facts().getOrDefault(PATIENTS, "");
    boolean counts =
        by.equals(CheckpointFolder.VALIDATION_DICE)
            && data.equals(info.facts().get(Training.DATA))
            && !listed.isEmpty();
    return new Selection(
        by,
        candidates(info.facts().getOrDefault(CheckpointFolder.CANDIDATES, "")),
        counts ? Set.copyOf(Arrays.asList(listed.split("\n"))) : Set.of());
  }

  private static Integer candidates(String fact) {
    return fact.matches("[0-9]{1,9}") ? Integer.valueOf(fact) : null;
  }

  /**
   * @throws UserException if the choice was made on this patient
   */
  void requireUnselected(String name, String patient) {
    if (patients.contains(patient)) {
      throw new UserException(
          "%s is of the patient %s, whose scans chose this checkpoint: score test cases that had no part in that, or final.safetensors, or add --allow-selection-on-test, which the results will then say."
              .formatted(name, patient));
    }
  }

  void count(Volume volume) {
    counted += patients.contains(volume.patient()) ? 1 : 0;
  }

  Selected summary(int cases) {
    return new Selected(by, candidates, counted, cases);
  }
}
