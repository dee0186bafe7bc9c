package dev.icl.app.predict;

import dev.icl.app.predict.PredictionInputs.Input;
import dev.icl.app.share.ItemOutcome;
import dev.icl.app.share.SharedWork;
import dev.icl.app.share.WorkItem;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A cohort that several processes segment together into one folder.
 *
 * @param records of every scan, whichever process segmented it, in the order of the plan
 * @param own how many of them this process segmented
 */
public record SharedCohort(List<ScanRecord> records, int own) {
  /** Keeps its own copy of the list. */
  public SharedCohort {
    records = List.copyOf(records);
  }

  /**
   * Does this process's share, and ends when every scan has an outcome.
   *
   * @param cohort segments each scan
   * @param plan of all scans, the same in every process
   * @param folder of the label maps, which all processes see
   * @param work divides the scans among the processes
   * @param pictures draws each segmentation of this process
   * @param listener told of every scan of this process
   */
  public static SharedCohort run(
      CohortPrediction cohort,
      CohortPlan plan,
      Path folder,
      SharedWork<ScanRecord> work,
      CohortPrediction.Pictures pictures,
      CohortPrediction.Listener listener) {
    Map<String, Input> inputs = new HashMap<>();
    plan.items().forEach(item -> inputs.put(item.name(), item.input()));
    List<ItemOutcome<ScanRecord>> outcomes =
        work.run(
            plan.items().stream().map(item -> new WorkItem(item.name(), item.bytes())).toList(),
            item -> cohort.segment(input(inputs, item.name()), folder, pictures, listener));
    return new SharedCohort(
        outcomes.stream()
            .map(outcome -> record(outcome, input(inputs, outcome.item()), cohort, folder))
            .toList(),
        (int) outcomes.stream().filter(outcome -> isOwn(outcome, work.owner())).count());
  }

  private static Input input(Map<String, Input> inputs, String name) {
    return Objects.requireNonNull(inputs.get(name), name);
  }

  private static boolean isOwn(ItemOutcome<ScanRecord> outcome, String owner) {
    ScanRecord result = outcome.result();
    return outcome.owner().equals(owner)
        && result != null
        && result.status() == ScanRecord.Status.DONE;
  }

  /** The record of a scan by the process that had it, unless the files say otherwise by now. */
  private static ScanRecord record(
      ItemOutcome<ScanRecord> outcome, Input input, CohortPrediction cohort, Path folder) {
    String target = cohort.target(input, folder).toString();
    String file = input.file().toString();
    ScanRecord found = outcome.result();
    if (found == null) {
      found =
          ScanRecord.failed(
              outcome.item(),
              file,
              target,
              0,
              !outcome.unexpected(),
              List.of(),
              String.valueOf(outcome.error()));
    }
    boolean there = cohort.isComplete(input, folder);
    if (found.isFailed()) {
      return there ? ScanRecord.kept(outcome.item(), file, target) : found;
    }
    return there
        ? found
        : ScanRecord.failed(
            outcome.item(),
            file,
            target,
            0,
            true,
            List.of(),
            "%s was segmented by %s, but %s is not there any more: make it anew without --claim."
                .formatted(file, outcome.owner(), target));
  }
}
