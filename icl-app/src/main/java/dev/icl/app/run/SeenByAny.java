package dev.icl.app.run;

import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.data.model.Dataset;
import java.util.ArrayList;
import java.util.List;

/**
 * The scored scans that any of several networks has seen.
 *
 * @param seen the scans that each has seen
 * @param selection the patients that they were chosen on
 */
record SeenByAny(List<SeenScans> seen, Selection selection) {
  /**
   * @param networks those that are scored together
   * @param data the name of the dataset that is scored
   * @param dataset the dataset whose validation cases are scored
   * @throws dev.icl.core.error.UserException if a checkpoint's list of scans cannot be read
   */
  static SeenByAny of(List<ScoredNetwork> networks, String data, Dataset dataset) {
    List<SeenScans> seen = new ArrayList<>();
    List<Selection> selections = new ArrayList<>();
    for (ScoredNetwork network : networks) {
      CheckpointInfo info = network.checkpoint().info();
      SeenScans scans = new SeenScans(info, data, dataset);
      seen.add(scans);
      selections.add(Selection.of(info, scans));
    }
    return new SeenByAny(List.copyOf(seen), Selection.together(selections));
  }

  /**
   * Refuses cases that a network learned from, before anything is scored or drawn.
   *
   * @param split the cases that are scored
   * @param allowSelectionOnTest whether test cases may be scored that chose a checkpoint
   * @throws dev.icl.core.error.UserException if there is one
   */
  void requireHonest(EvaluationSplit split, boolean allowSelectionOnTest) {
    for (SeenScans scans : seen) {
      scans.inTraining().values().stream().findFirst().ifPresent(scans::refuseTrained);
      if (split == EvaluationSplit.TEST && !allowSelectionOnTest) {
        scans.inSelection().values().stream()
            .filter(scan -> selection.isOn(scan.name()))
            .findFirst()
            .ifPresent(scans::refuseSelecting);
      }
    }
  }

  /**
   * {@code content} where the scans themselves were compared for every network, or {@code names}.
   */
  String comparedBy() {
    return seen.stream().map(SeenScans::comparedBy).anyMatch(EvaluationSummary.BY_NAMES::equals)
        ? EvaluationSummary.BY_NAMES
        : seen.get(0).comparedBy();
  }
}
