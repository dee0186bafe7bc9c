package dev.icl.app.run;

import dev.icl.app.share.ItemOutcome;
import java.util.List;
import java.util.Optional;

/**
 * An evaluation whose cases several processes score, as one of them leaves it.
 *
 * @param outcomes of the cases that have one by now, whichever process scored them, in the order of
 *     the dataset
 * @param cases how many there are
 * @param result the evaluation as a whole, once every case has its scores: that of one process, but
 *     for times, which are added up over the cases, and memory, which is the most of any process
 */
public record SharedEvaluation(
    List<ItemOutcome<CaseRecord>> outcomes, int cases, Optional<Evaluation.Result> result) {
  /** Keeps its own copy of the list. */
  public SharedEvaluation {
    outcomes = List.copyOf(outcomes);
  }
}
