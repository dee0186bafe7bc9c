package dev.icl.spark.cohort;

import dev.icl.app.predict.ScanRecord;
import dev.icl.core.error.UserException;
import dev.icl.spark.job.StreamedJob;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The jobs that it takes until every scan has ended: one, if nothing goes wrong. Scans that failed
 * unexpectedly are tried again in the next, by themselves. Where Spark gives a task up, since it
 * has ended the processes that did it time and again, its scans become tasks of their own in the
 * next, and one that was alone is recorded as failed.
 */
final class CohortRounds {
  /** Jobs in a row that end nothing, after which the cluster is at fault and not the scans. */
  private static final int MOST_BARREN = 5;

  private final JavaSparkContext spark;
  private final ScanWorkers workers;
  private final int mostTries;
  private final Consumer<List<CohortRow>> ended;

  /**
   * @param workers make what does the scans
   * @param mostTries of a scan that fails unexpectedly, 1 or more
   * @param ended told of rows that are final, by one thread at a time
   */
  CohortRounds(
      JavaSparkContext spark, ScanWorkers workers, int mostTries, Consumer<List<CohortRow>> ended) {
    this.spark = spark;
    this.workers = workers;
    this.mostTries = mostTries;
    this.ended = ended;
  }

  /**
   * Runs until every scan has ended.
   *
   * @throws UserException if none can be done on an executor, or the cluster ends nothing
   */
  void run(List<ScanChunk> chunks) {
    List<ScanChunk> left = chunks;
    int barren = 0;
    while (!left.isEmpty()) {
      Round round = new Round(left);
      OptionalInt givenUp =
          StreamedJob.run(spark, left, new ChunkBody(workers), ChunkResult.class, round::settle);
      barren = round.done.isEmpty() ? barren + 1 : 0;
      left = round.left(givenUp);
      if (barren == MOST_BARREN && !left.isEmpty()) {
        throw new UserException(
            "The executors end before they have segmented anything; read their logs, and give them more memory where that is short.");
      }
    }
  }

  /** A job. */
  private final class Round {
    private final List<ScanChunk> chunks;
    private final BitSet done = new BitSet();
    private final List<ScanChunk> again = new ArrayList<>();

    Round(List<ScanChunk> chunks) {
      this.chunks = chunks;
    }

    void settle(int place, ChunkResult result) {
      if (result.refusal() != null) {
        throw new UserException(result.refusal());
      }
      List<CohortRow> last = new ArrayList<>();
      for (int i = 0; i < result.rows().size(); i++) {
        CohortRow row = result.rows().get(i);
        ScanTask scan = chunks.get(place).scans().get(i);
        if (row.mayBeTriedAgain() && scan.tries() + 1 < mostTries) {
          again.add(new ScanChunk(List.of(scan.again())));
        } else {
          last.add(row);
        }
      }
      done.set(place);
      ended.accept(last);
    }

    /** The tasks of the next job. */
    List<ScanChunk> left(OptionalInt givenUp) {
      List<ScanChunk> left = new ArrayList<>();
      for (int place = done.nextClearBit(0);
          place < chunks.size();
          place = done.nextClearBit(place + 1)) {
        ScanChunk chunk = chunks.get(place);
        if (givenUp.isEmpty() || givenUp.getAsInt() != place) {
          left.add(chunk);
        } else if (chunk.scans().size() > 1) {
          left.addAll(chunk.apart());
        } else {
          ended.accept(List.of(fatal(chunk.scans().get(0))));
        }
      }
      left.addAll(again);
      return left;
    }
  }

  private static CohortRow fatal(ScanTask scan) {
    return CohortRow.of(
        new ScanRecord(
            scan.name(),
            scan.file(),
            "",
            ScanRecord.Status.UNEXPECTED,
            0,
            List.of(),
            null,
            List.of(),
            "%s was given up: the executors that segmented it ended, as they do where memory is short or a native library fails; the log of Spark says more."
                .formatted(scan.file())),
        scan.bytes(),
        "");
  }
}
