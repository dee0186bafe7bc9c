package dev.icl.app.run;

import dev.icl.app.run.EvaluationSummary.Selected;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.data.model.Volume;
import dev.icl.modules.train.CheckpointFolder;
import java.util.Set;

/** On which patients a checkpoint was chosen among the iterations of its training. */
final class Selection {
  /** The fact of a checkpoint that lists the patients that choose the best, one a line. */
  static final String PATIENTS = "data_selection_patients";

  private final String by;
  private final Integer candidates;
  private final Set<String> cases;
  private int counted;

  private Selection(String by, Integer candidates, Set<String> cases) {
    this.by = by;
    this.candidates = candidates;
    this.cases = cases;
  }

  /**
   * @param seen the scored scans that the checkpoint's training has seen
   */
  static Selection of(CheckpointInfo info, SeenScans seen) {
    String by = info.facts().getOrDefault(CheckpointFolder.CHOSEN_BY, "unknown");
    return new Selection(
        by,
        candidates(info.facts().getOrDefault(CheckpointFolder.CANDIDATES, "")),
        by.equals(CheckpointFolder.VALIDATION_DICE) ? seen.inSelection().keySet() : Set.of());
  }

  private static Integer candidates(String fact) {
    return fact.matches("[0-9]{1,9}") ? Integer.valueOf(fact) : null;
  }

  /** Whether the choice was made on a case, perhaps on the same scan elsewhere. */
  boolean isOn(String name) {
    return cases.contains(name);
  }

  void count(Volume volume) {
    counted += isOn(volume.name()) ? 1 : 0;
  }

  Selected summary(int scored) {
    return new Selected(by, candidates, counted, scored);
  }
}
