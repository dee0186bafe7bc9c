package dev.icl.report;

import dev.icl.core.io.Csv;
import dev.icl.report.analysis.Evidence;
import dev.icl.report.analysis.Run;
import dev.icl.report.record.Scored;
import dev.icl.report.record.TrainingOutcome;
import dev.icl.report.record.TrainingOutcome.Best;
import java.util.Optional;
import java.util.function.Function;

/**
 * The networks that were scored, the criteria that selected them, and their scores, as tables for
 * programs.
 */
final class NetworkCsv {
  private NetworkCsv() {}

  /** A row for each network of each training. */
  static String networks(Evidence evidence) {
    Csv csv =
        new Csv(
            BenchCsv.and(
                "checkpoint",
                "iteration",
                "split",
                "selected_on",
                "candidates",
                "on_scored_cases",
                "dice",
                "reported"));
    BenchCsv.eachTraining(
        evidence,
        (item, t) -> {
          Optional<Best> reported = reported(t);
          reported.ifPresent(network -> csv.row(row(item, network, true)));
          best(t).ifPresent(network -> csv.row(row(item, network, false)));
        });
    return csv.text();
  }

  private static Object[] row(Evidence.Item item, Best network, boolean reported) {
    Scored scored = network.scored();
    return BenchCsv.and(
        item,
        BenchCsv.lower(scored.checkpoint()),
        scored.iteration(),
        scored.split(),
        BenchCsv.lower(scored.selectedOn()),
        scored.candidates(),
        scored.onScoredCases(),
        Run.meanDice(network.cases()),
        reported);
  }

  /** The scores of the networks that are reported. */
  static String cases(Evidence evidence) {
    return cases(evidence, NetworkCsv::reported);
  }

  /** The scores of those with the best validation, where others are reported. */
  static String casesOfBest(Evidence evidence) {
    return cases(evidence, NetworkCsv::best);
  }

  private static String cases(Evidence evidence, Function<TrainingOutcome, Optional<Best>> which) {
    Csv csv =
        new Csv(
            BenchCsv.and(
                "patient",
                "case",
                "class",
                "dice",
                "jaccard",
                "hd95",
                "asd",
                "distance_unit",
                "checkpoint",
                "split",
                "selected_on"));
    BenchCsv.eachTraining(
        evidence,
        (item, t) ->
            which
                .apply(t)
                .ifPresent(
                    network ->
                        network
                            .cases()
                            .forEach(
                                c ->
                                    csv.row(
                                        BenchCsv.and(
                                            item,
                                            c.patient(),
                                            c.name(),
                                            c.label(),
                                            c.dice(),
                                            c.jaccard(),
                                            c.hd95(),
                                            c.asd(),
                                            t.distanceUnit(),
                                            BenchCsv.lower(network.scored().checkpoint()),
                                            network.scored().split(),
                                            BenchCsv.lower(network.scored().selectedOn()))))));
    return csv.text();
  }

  private static Optional<Best> reported(TrainingOutcome training) {
    return Optional.ofNullable(training.scored()).map(s -> new Best(s, training.cases()));
  }

  private static Optional<Best> best(TrainingOutcome training) {
    return Optional.ofNullable(training.best());
  }
}
