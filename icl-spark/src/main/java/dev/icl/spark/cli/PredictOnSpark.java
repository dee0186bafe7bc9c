package dev.icl.spark.cli;

import dev.icl.app.predict.LabelFormat;
import dev.icl.app.predict.PredictionOutputs;
import dev.icl.app.predict.ScoreOutputs;
import dev.icl.app.run.Scoring;
import dev.icl.core.error.Choices;
import dev.icl.core.error.UserException;
import dev.icl.core.text.Counts;
import dev.icl.data.metrics.EmptyMasks;
import dev.icl.data.scan.SliceAxis;
import dev.icl.spark.cohort.CohortListener;
import dev.icl.spark.cohort.CohortRequest;
import dev.icl.spark.cohort.CohortResult;
import dev.icl.spark.cohort.SparkCohort;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code predict} on a cluster. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description = "Segments scans on the executors of a cluster, measures and scores them.",
    footer = {
      "",
      "Label maps are those of icl predict. Scans, --out and --references are seen by all machines.",
      "Writes scans.csv and scans.parquet, a row a scan. What is done already is kept."
    })
final class PredictOnSpark implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      required = true,
      description = "A checkpoint, or the folder of a training; several segment together.")
  private List<Path> checkpoints = new ArrayList<>();

  @Parameters(
      paramLabel = "INPUT",
      arity = "1..*",
      description = "Scans: files, folders, or globs in quotes, as icl predict takes them.")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      required = true,
      description = "Where the label maps go.")
  private Path out;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "nifti",
      description =
          "nifti, hdf5, nrrd, metaimage, tiff, png, dicom-seg, dicom-rtstruct or same (default:"
              + " ${DEFAULT-VALUE}).")
  private String format;

  @Option(
      names = "--save-probabilities",
      description = "Also write the probabilities of the classes.")
  private boolean probabilities;

  @Option(
      names = "--uncertainty",
      description = "Also write the uncertainty of each voxel; its mean is in the table.")
  private boolean uncertainty;

  @Option(
      names = "--slice-axis",
      paramLabel = "AXIS",
      defaultValue = "auto",
      description =
          "The axis along which scans are cut into slices: first, second, third or auto (default:"
              + " ${DEFAULT-VALUE}).")
  private String sliceAxis;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A change to the checkpoint's configuration, as engine=tensorflow or inference.flips=true.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Threads of the engine on an executor (default: the executor's cores).")
  private int threads;

  @Option(names = "--overwrite", description = "Segment again what is done already.")
  private boolean overwrite;

  @Option(
      names = "--references",
      paramLabel = "FOLDER",
      description = "Score against the label maps in a folder, named as the scans.")
  private @Nullable Path references;

  @Option(
      names = "--tolerance",
      paramLabel = "MM",
      defaultValue = "2",
      description =
          "The tolerance of the normalised surface distance in mm (default: ${DEFAULT-VALUE}).")
  private double toleranceMm;

  @Override
  public Integer call() throws IOException {
    if (!(toleranceMm >= 0 && toleranceMm < Double.POSITIVE_INFINITY)) {
      throw new UserException(
          "--tolerance: " + toleranceMm + " mm is out of range; use 0 or more.");
    }
    if (threads < 0) {
      throw new UserException("--threads: " + threads + " is out of range; use 0 or more.");
    }
    CohortRequest request =
        new CohortRequest(
            checkpoints,
            inputs,
            out,
            new PredictionOutputs(
                Choices.of("--format", format, LabelFormat.values()),
                new ScoreOutputs(probabilities, uncertainty)),
            Choices.of("--slice-axis", sliceAxis, SliceAxis.values()),
            settings,
            threads,
            overwrite,
            Optional.ofNullable(references),
            new Scoring(EmptyMasks.STRICT, toleranceMm));
    try (SparkSession spark = IclSpark.session("icl predict")) {
      CohortResult result = new SparkCohort(spark).run(request, new Lines());
      PrintWriter print = spec.commandLine().getOut();
      print.printf(
          "%d segmented, %d done before, %d failed; label maps and the table %s are in %s.%n",
          result.segmented(), result.kept(), result.failed(), result.csv().getFileName(), out);
      print.flush();
      PrintWriter errors = spec.commandLine().getErr();
      result.failures().forEach(errors::println);
      if (result.failed() > result.failures().size()) {
        errors.println(
            Counts.of(result.failed() - result.failures().size(), "more sentence")
                + " in the column error of the table.");
      }
      return IclSpark.code(result.failed() > 0, result.unexpected());
    }
  }

  /** A line at every hundredth of the scans. */
  private final class Lines implements CohortListener {
    private int told;

    @Override
    public void ended(int done, int failed, int scans) {
      if (done == scans || done - told >= scans / 100.0) {
        told = done;
        spec.commandLine()
            .getErr()
            .println("%d/%d scans, %d failed".formatted(done, scans, failed));
      }
    }

    @Override
    public void notice(String sentence) {
      spec.commandLine().getErr().println(sentence);
    }
  }
}
