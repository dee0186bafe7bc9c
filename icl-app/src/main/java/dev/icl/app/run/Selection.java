package dev.icl.app.run;

import dev.icl.app.run.EvaluationSummary.Selected;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.modules.train.CheckpointFolder;
import dev.icl.modules.train.TrainingFacts;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The patients on whom a checkpoint was chosen among the iterations of its training. */
final class Selection {
  private final String by;
  private final @Nullable Integer candidates;
  private final Set<String> cases;

  private Selection(String by, @Nullable Integer candidates, Set<String> cases) {
    this.by = by;
    this.candidates = candidates;
    this.cases = cases;
  }

  /**
   * @param seen the scored scans that the checkpoint's training has seen
   */
  static Selection of(CheckpointInfo info, SeenScans seen) {
    String by = info.facts().get(TrainingFacts.CHOSEN_BY).orElse(Selected.UNKNOWN);
    return new Selection(
        by,
        info.facts().get(TrainingFacts.CANDIDATES).orElse(null),
        by.equals(CheckpointFolder.VALIDATION_DICE) ? seen.inSelection().keySet() : Set.of());
  }

  /** The choices of several checkpoints as one. */
  static Selection together(List<Selection> all) {
    Selected first =
        Selected.together(
            all.stream().map(each -> new Selected(each.by, each.candidates, 0, 0)).toList());
    Set<String> cases = new HashSet<>();
    all.forEach(each -> cases.addAll(each.cases));
    return new Selection(first.by(), first.candidates(), cases);
  }

  /** Whether the choice was made on a case, perhaps on the same scan elsewhere. */
  boolean isOn(String name) {
    return cases.contains(name);
  }

  /** A summary of it for the cases that were scored. */
  Selected summary(List<CaseScore> scored) {
    int on = (int) scored.stream().filter(score -> isOn(score.name())).count();
    return new Selected(by, candidates, on, scored.size());
  }
}
