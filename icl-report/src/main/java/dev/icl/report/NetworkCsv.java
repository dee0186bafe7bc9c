package dev.icl.report;

import dev.icl.report.analysis.Evidence;
import dev.icl.report.analysis.Evidence.Item;
import dev.icl.report.analysis.Run;
import dev.icl.report.record.Scored;
import dev.icl.report.record.TrainingOutcome;
import dev.icl.report.record.TrainingOutcome.Best;
import dev.icl.report.record.TrainingOutcome.CaseScores;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The networks that were scored, the criteria that selected them, and their scores, as tables for
 * programs.
 */
final class NetworkCsv {
  private NetworkCsv() {}

  /** A network of a training, with its scores. */
  private record Network(Item item, Best best, boolean reported) {
    static Optional<Network> reported(Item item) {
      TrainingOutcome training = item.training();
      return Optional.ofNullable(training.scored())
          .map(scored -> new Network(item, new Best(scored, training.cases()), true));
    }

    static Optional<Network> best(Item item) {
      return Optional.ofNullable(item.training().best())
          .map(best -> new Network(item, best, false));
    }

    Scored scored() {
      return best.scored();
    }
  }

  private record Score(Network network, CaseScores values) {}

  /** A row for each network of each training. */
  static String networks(Evidence evidence) {
    List<Network> rows =
        BenchCsv.trainings(evidence).stream()
            .flatMap(item -> Stream.of(Network.reported(item), Network.best(item)))
            .flatMap(Optional::stream)
            .toList();
    return new Columns<Network>()
        .with(BenchCsv.place(), Network::item)
        .with("checkpoint", n -> BenchCsv.lower(n.scored().checkpoint()))
        .with("iteration", n -> n.scored().iteration())
        .with("split", n -> n.scored().split())
        .with("selected_on", n -> BenchCsv.lower(n.scored().selectedOn()))
        .with("candidates", n -> n.scored().candidates())
        .with("on_scored_cases", n -> n.scored().onScoredCases())
        .with("dice", n -> Run.meanDice(n.best().cases()))
        .with("reported", Network::reported)
        .csv(rows);
  }

  /** The scores of the networks that are reported. */
  static String cases(Evidence evidence) {
    return cases(evidence, Network::reported);
  }

  /** The scores of those with the best validation, where others are reported. */
  static String casesOfBest(Evidence evidence) {
    return cases(evidence, Network::best);
  }

  private static String cases(Evidence evidence, Function<Item, Optional<Network>> which) {
    List<Score> rows =
        BenchCsv.trainings(evidence).stream()
            .map(which)
            .flatMap(Optional::stream)
            .flatMap(n -> n.best().cases().stream().map(values -> new Score(n, values)))
            .toList();
    return new Columns<Score>()
        .with(BenchCsv.place(), s -> s.network().item())
        .with("patient", s -> s.values().patient())
        .with("case", s -> s.values().name())
        .with("class", s -> s.values().label())
        .with("dice", s -> s.values().dice())
        .with("jaccard", s -> s.values().jaccard())
        .with("hd95", s -> s.values().hd95())
        .with("asd", s -> s.values().asd())
        .with("distance_unit", s -> s.network().item().training().distanceUnit())
        .with("checkpoint", s -> BenchCsv.lower(s.network().scored().checkpoint()))
        .with("split", s -> s.network().scored().split())
        .with("selected_on", s -> BenchCsv.lower(s.network().scored().selectedOn()))
        .csv(rows);
  }
}
