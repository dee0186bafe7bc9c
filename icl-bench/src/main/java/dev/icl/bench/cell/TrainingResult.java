package dev.icl.bench.cell;

import dev.icl.app.results.TrainedSummary;
import dev.icl.app.run.CaseScore;
import dev.icl.app.run.Evaluation;
import dev.icl.app.run.EvaluationFolder;
import dev.icl.app.run.EvaluationSummary;
import dev.icl.app.run.RunFolder;
import dev.icl.data.metrics.Metric;
import dev.icl.report.curves.Curve;
import dev.icl.report.curves.TrainingLog;
import dev.icl.report.record.Scored;
import dev.icl.report.record.TrainingOutcome;
import dev.icl.report.record.TrainingOutcome.Best;
import dev.icl.report.record.TrainingOutcome.CaseScores;
import dev.icl.report.record.TrainingOutcome.Overlay;
import dev.icl.report.record.TrainingOutcome.Overlays;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a row of what a training and its evaluation left. */
final class TrainingResult {
  private final Path root;
  private final RunFolder run;

  /**
   * @param root the folder that paths of pictures are relative to
   * @param run the training's folder
   */
  TrainingResult(Path root, RunFolder run) {
    this.root = root;
    this.run = run;
  }

  /** The row where there are no cases to score. */
  TrainingOutcome unscored(List<String> classNames) {
    return row(classNames, List.of(), null, null, null);
  }

  /**
   * The row.
   *
   * @param end the scores of the network after the last iteration
   * @param best those of the network with the best validation
   * @param folder has the pictures; all of them stay, so that a report can show the same cases of
   *     several trainings
   */
  TrainingOutcome scored(
      Evaluation.Result end, Optional<Evaluation.Result> best, EvaluationFolder folder) {
    return row(
        end.classes(),
        cases(end),
        scored(Scored.Network.FINAL, end.summary()),
        best.map(b -> new Best(scored(Scored.Network.BEST, b.summary()), cases(b))).orElse(null),
        overlays(root, end.cases(), folder));
  }

  private static Scored scored(Scored.Network network, EvaluationSummary summary) {
    return new Scored(
        network,
        summary.iterations(),
        summary.split(),
        Scored.SelectedOn.of(summary.selection().by()),
        summary.selection().candidates(),
        summary.selection().onScoredCases());
  }

  private static List<CaseScores> cases(Evaluation.Result found) {
    return found.rows().stream()
        .map(row -> CaseScores.of(row, row.patient().orElseThrow()))
        .toList();
  }

  private TrainingOutcome row(
      List<String> classNames,
      List<CaseScores> cases,
      @Nullable Scored scored,
      @Nullable Best best,
      @Nullable Overlays overlays) {
    return TrainingOutcome.of(
        TrainedSummary.read(run.summary(), "or remove its folder and repeat the cell"),
        Curve.of(TrainingLog.read(run.path()), TrainingOutcome.MOST_POINTS),
        classNames,
        cases,
        scored,
        best,
        overlays);
  }

  /** The pictures of three cases; null where no class counts in any of them. */
  static @Nullable Overlays overlays(Path root, List<CaseScore> cases, EvaluationFolder folder) {
    return Overlays.of(
            cases.stream()
                .map(
                    score ->
                        Overlay.of(
                            score.name(),
                            score.values(Metric.DICE),
                            root,
                            folder.overlay(score.name())))
                .toList())
        .orElse(null);
  }
}
