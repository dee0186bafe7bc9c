package dev.icl.spark.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.spark.LocalSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cohorts whose scans are not segmented, on executors in this process. */
class ScansOnSparkTest {
  private static final CohortTable TABLE =
      new CohortTable(List.of("background", "tumour", "edge, \"ä\""), false);

  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark = LocalSpark.session();
  }

  @AfterAll
  static void stop() throws Exception {
    spark.close();
  }

  /** With -Dicl.spark.scans=100000 a trial of the driver: its heap, and scans a second. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyScanIsARow(boolean failing) {
    int count = Integer.getInteger("icl.spark.scans", 500);
    Progress progress = new Progress();

    CohortResult result =
        run(TrivialWorkers.scans(count, failing), new TrivialWorkers(null), progress);

    assertThat(result.scans().select("case").distinct().count()).isEqualTo(count);
    assertThat(result.segmented()).isEqualTo(failing ? count - count / 10 : count);
    assertThat(result.failed()).isEqualTo(failing ? count / 10 : 0);
    assertThat(result.failures()).hasSize(failing ? 20 : 0);
    assertThat(result.unexpected()).isFalse();
    assertThat(progress.done).isSorted().endsWith(count);
    assertThat(progress.failed).isSorted().endsWith(result.failed());
  }

  @Test
  void theTableHasTypesAndTellsTheSameAsTheFile() throws Exception {
    CohortResult result =
        run(
            List.of(TrivialWorkers.scan("case1"), TrivialWorkers.scan("failing2")),
            new TrivialWorkers(null),
            new Progress());

    Row done = result.scans().where("status = 'done'").head();
    assertThat(done.<Long>getAs("bytes")).isEqualTo(10L);
    assertThat(done.<Double>getAs("seconds")).isEqualTo(0.25);
    assertThat(done.<Double>getAs("uncertainty")).isEqualTo(0.125);
    assertThat(done.<Long>getAs("voxels_tumour")).isEqualTo(12L);
    assertThat(done.<Double>getAs("ml_tumour")).isEqualTo(1.5);
    assertThat(done.<Long>getAs("voxels_edge, \"ä\"")).isZero();
    assertThat(done.<Double>getAs("ml_edge, \"ä\"")).isNull();
    assertThat(done.<String>getAs("error")).isNull();
    Row failed = result.scans().where("status = 'failed'").head();
    assertThat(failed.<String>getAs("error"))
        .isEqualTo("/scans/failing2 is \"damaged\", it seems: repair it.");
    assertThat(failed.<Long>getAs("voxels_tumour")).isNull();
    assertThat(Files.readString(result.csv()))
        .startsWith(
            "case,file,target,bytes,status,seconds,executor,uncertainty,notes,error,voxels_tumour,ml_tumour,")
        .contains(
            "\ncase1,/scans/case1,/labels/case1,10,done,0.25,7,0.125,no orientation,,12,1.5,0,\n");
    assertThat(folder.resolve("scans.running.csv")).doesNotExist();
  }

  @Test
  void whatFailsUnexpectedlyIsTriedAgainAsOftenAsATask() {
    CohortResult result =
        run(
            List.of(
                TrivialWorkers.scan("case1"),
                TrivialWorkers.scan("flaky2"),
                TrivialWorkers.scan("broken3"),
                TrivialWorkers.scan("case4")),
            new TrivialWorkers(null),
            new Progress());

    assertThat(result.segmented()).isEqualTo(3);
    assertThat(result.failures()).containsExactly("try " + LocalSpark.MOST_FAILURES);
    assertThat(result.unexpected()).isTrue();
    assertThat(result.scans().count()).isEqualTo(4);
  }

  @Test
  void aScanThatEndsItsExecutorsIsARowAndNoOtherIsLost() {
    List<ScanTask> scans = new ArrayList<>(TrivialWorkers.scans(30, false));
    scans.add(5, TrivialWorkers.scan("fatal"));

    CohortResult result = run(scans, new TrivialWorkers(null), new Progress());

    assertThat(result.segmented()).isEqualTo(30);
    assertThat(result.failures())
        .singleElement()
        .asString()
        .startsWith("/scans/fatal was given up");
    assertThat(result.scans().select("case").distinct().count()).isEqualTo(31);
  }

  @Test
  void anExecutorThatCannotWorkIsOneSentence() {
    assertThatThrownBy(
            () ->
                run(
                    TrivialWorkers.scans(30, false),
                    new TrivialWorkers("There is no engine: add it."),
                    new Progress()))
        .isInstanceOf(UserException.class)
        .hasMessage("There is no engine: add it.");
    assertThat(folder.resolve("scans.csv")).doesNotExist();
  }

  private CohortResult run(List<ScanTask> scans, ScanWorkers workers, CohortListener listener) {
    return new SparkCohort(spark)
        .run(
            JavaSparkContext.fromSparkContext(spark.sparkContext()),
            scans,
            workers,
            TABLE,
            folder,
            listener);
  }

  /** Keeps what it hears. */
  private static final class Progress implements CohortListener {
    private final List<Integer> done = new ArrayList<>();
    private final List<Integer> failed = new ArrayList<>();

    @Override
    public void ended(int scansDone, int scansFailed, int scans) {
      done.add(scansDone);
      failed.add(scansFailed);
    }

    @Override
    public void notice(String sentence) {
      throw new AssertionError(sentence);
    }
  }
}
