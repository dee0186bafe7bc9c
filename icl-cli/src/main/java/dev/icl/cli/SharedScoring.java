package dev.icl.cli;

import dev.icl.app.run.CaseRecord;
import dev.icl.app.run.Evaluation;
import dev.icl.app.run.SharedEvaluation;
import dev.icl.app.share.ClaimedWork;
import dev.icl.app.share.ItemOutcome;
import dev.icl.app.share.Shard;
import dev.icl.app.share.ShardWork;
import dev.icl.app.share.SharedWork;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/**
 * One process's share of {@code icl evaluate}, and the results of all once they are complete.
 *
 * @param root the command that this is of
 * @param spec of the command, with its destination
 * @param share the division of cases
 * @param out the folder of the results, as it was named
 */
record SharedScoring(IclCommand root, CommandSpec spec, ShareOptions share, Path out) {
  /**
   * Scores the cases of this process.
   *
   * @param evaluation of all cases
   * @param folder of what processes tell each other
   * @param scoring does the share that is divided so
   * @param complete receives the evaluation as a whole if this process sees all of it
   * @return the exit code
   */
  int run(
      Evaluation evaluation,
      Path folder,
      Function<SharedWork<CaseRecord>, SharedEvaluation> scoring,
      Consumer<Evaluation.Result> complete) {
    Optional<Shard> shard = share.shard();
    if (shard.isPresent()) {
      ShardWork<CaseRecord> work = new ShardWork<>(shard.get(), folder, CaseRecord.class);
      return conclude(evaluation, scoring.apply(work), work.owner(), complete);
    }
    try (ClaimedWork<CaseRecord> work = share.enter(folder, CaseRecord.class, settled -> {})) {
      SharedEvaluation scored =
          StopSignals.endAtOnceAfter(work::giveBack, () -> scoring.apply(work));
      return conclude(evaluation, scored, work.owner(), complete);
    }
  }

  private int conclude(
      Evaluation evaluation,
      SharedEvaluation scored,
      String owner,
      Consumer<Evaluation.Result> complete) {
    if (scored.result().isPresent()) {
      complete.accept(scored.result().get());
      return ExitCode.DONE;
    }
    List<ItemOutcome<CaseRecord>> failed =
        scored.outcomes().stream()
            .filter(ItemOutcome::isFailed)
            .filter(outcome -> share.claims() || outcome.owner().equals(owner))
            .toList();
    spec.commandLine()
        .getOut()
        .println(
            "Of the %d %s cases %d are scored; %s."
                .formatted(
                    scored.cases(),
                    evaluation.split().cases(),
                    scored.outcomes().stream().filter(outcome -> !outcome.isFailed()).count(),
                    failed.isEmpty()
                        ? "the process that scores the last one writes the results of all to " + out
                        : "there is no summary without the others, which icl evaluate --shard 1/1 tries again"));
    PrintWriter errors = root.errors();
    failed.forEach(outcome -> errors.println(outcome.error()));
    errors.flush();
    if (failed.stream().anyMatch(ItemOutcome::unexpected)) {
      return ExitCode.FAILURE;
    }
    return failed.isEmpty() ? ExitCode.DONE : ExitCode.MISTAKE;
  }
}
