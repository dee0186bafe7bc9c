package dev.icl.cli;

import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.overlay.ContactSheet;
import dev.icl.app.plan.TrainingNeeds;
import dev.icl.app.predict.ChannelInputs;
import dev.icl.app.predict.CohortPlan;
import dev.icl.app.predict.CohortPrediction;
import dev.icl.app.predict.LabelFormat;
import dev.icl.app.predict.PredictionInputs;
import dev.icl.app.predict.PredictionInputs.Input;
import dev.icl.app.predict.PredictionNeeds;
import dev.icl.app.predict.PredictionOutputs;
import dev.icl.app.predict.PredictionRecord;
import dev.icl.app.predict.ScanRecord;
import dev.icl.app.predict.ScoreOutputs;
import dev.icl.app.predict.Segmenter;
import dev.icl.app.predict.SegmenterOptions;
import dev.icl.app.predict.SharedCohort;
import dev.icl.app.predict.TrainedModels;
import dev.icl.app.run.RunFolder;
import dev.icl.app.share.ClaimedWork;
import dev.icl.core.error.Choices;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Device;
import dev.icl.core.text.Counts;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.model.Fingerprint;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code icl predict}. */
@Command(
    name = "predict",
    description =
        "Segments scans with a checkpoint, or with several together: one label map a scan, on the"
            + " scan's own grid, spacing and affine.",
    footer = {
      "",
      "Network, classes and preprocessing are those in the checkpoint. Scans that are done already are skipped;",
      "a scan that cannot be read does not stop the others. See docs/predict.md, and docs/cluster.md for",
      "--shard and --claim.",
      "Exit codes: 0 every scan is segmented, 2 some cannot be (a sentence for each), 1 otherwise."
    })
final class PredictCommand implements Callable<Integer> {
  private final IclCommand root;
  private final Environment environment;

  @Spec private CommandSpec spec;
  @Mixin private CheckpointsOption checkpoints;
  @Mixin private DownloadOption download;
  @Mixin private SegmenterCliOptions segmenter;
  @Mixin private ShareOptions share;

  @Parameters(
      paramLabel = "INPUT",
      arity = "1..*",
      description =
          "Scans: files of any known format, folders, all scans in and below which count, or globs"
              + " in quotes.")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      required = true,
      description = "Where the label maps go, named as the scans.")
  private Path out;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      completionCandidates = Candidates.LabelFormats.class,
      defaultValue = "nifti",
      description =
          "nifti, hdf5, nrrd, metaimage, tiff, png (for single slices), dicom-seg or dicom-rtstruct (for"
              + " DICOM series), or same: that of each scan where it can be written"
              + " (default: ${DEFAULT-VALUE}).")
  private String format;

  @Option(
      names = "--save-probabilities",
      description =
          "Also write probabilities/CASE: those of every class on the scan's own grid, in 16 bits"
              + " (float32 in NRRD and MetaImage), the classes along the fourth axis or, in HDF5, the"
              + " first one.")
  private boolean saveProbabilities;

  @Option(
      names = "--uncertainty",
      description =
          "Also write uncertainty/CASE: the entropy of each voxel's probabilities, from 0 to 1.")
  private boolean uncertainty;

  @Option(
      names = "--overlays",
      description =
          "Also write overlays/CASE.png, a picture of each scan in three planes and slices,"
              + " with contours.")
  private boolean overlays;

  @Option(names = "--overwrite", description = "Segment again what is done already.")
  private boolean overwrite;

  PredictCommand(IclCommand root, Environment environment) {
    this.root = root;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    PredictionOutputs outputs =
        new PredictionOutputs(
            Choices.of("--format", format, LabelFormat.values()),
            new ScoreOutputs(saveProbabilities, uncertainty));
    SegmenterOptions asked = segmenter.asked();
    share.check();
    if (share.claims() && overwrite) {
      throw new UserException(
          "--claim and --overwrite do not go together, since what another process has just made would be made again: name a new folder with --out, or remove what is in it.");
    }
    VolumeFormats formats = VolumeFormats.installed();
    Path folder = environment.workingDirectory().resolve(out).toAbsolutePath().normalize();
    RunFolder.requireNoFile(out, folder);
    List<Input> files =
        new PredictionInputs(
                formats,
                environment.workingDirectory(),
                folder,
                spec.commandLine().getErr()::println)
            .of(inputs);
    List<Path> networks = checkpoints.networks(spec.commandLine().getErr()::println);
    try (TrainedModels models =
        TrainedModels.open(networks, environment.configReader(), asked.settings())) {
      SegmenterOptions options = segmenter.options(models);
      List<Input> all = ChannelInputs.of(files, models.first().inputs().channels());
      outputs.requireDistinct(all, folder, formats);
      CohortPlan cohort = CohortPlan.of(all);
      CohortPlan plan = share.shard().map(cohort::part).orElse(cohort);
      PredictionRecord record = PredictionRecord.of(models, options);
      record.requireFree(folder);
      announcements().add(beginning(plan, cohort, networks.size(), models));
      if (plan.items().isEmpty()) {
        return report(CohortPrediction.Result.of(List.of()));
      }
      Permissions permissions = new Permissions(download.allowed(), root.verbose());
      models.requireMemory(environment.plugins().get(), permissions);
      try (Segmenter started =
          Segmenter.start(models, options, environment.plugins().get(), permissions)) {
        CohortPrediction prediction = new CohortPrediction(started, formats, outputs, overwrite);
        prediction.needs(plan.inputs(), folder).ifPresent(needs -> tell(needs, started));
        record.write(folder, overwrite);
        return segment(
            prediction,
            plan,
            folder,
            ShareOptions.folder(
                folder, Fingerprint.of(record.fingerprint() + outputs + " " + overlays)),
            pictures(started, folder));
      }
    }
  }

  private int segment(
      CohortPrediction cohort,
      CohortPlan plan,
      Path folder,
      Path claims,
      CohortPrediction.Pictures pictures) {
    PredictionProgress progress =
        new PredictionProgress(shown(), plan.items().size(), folder, environment.nanoTime());
    if (!share.claims()) {
      return report(cohort.run(plan.inputs(), folder, pictures, progress));
    }
    try (ClaimedWork<ScanRecord> work = share.enter(claims, ScanRecord.class, progress::settled)) {
      SharedCohort shared =
          StopSignals.endAtOnceAfter(
              work::giveBack,
              () -> SharedCohort.run(cohort, plan, folder, work, pictures, progress));
      int code = report(CohortPrediction.Result.of(shared.records()));
      spec.commandLine().getOut().println(shared.own() + " of them by this process.");
      return code;
    }
  }

  private CohortPrediction.Pictures pictures(Segmenter started, Path folder) {
    if (!overlays) {
      return CohortPrediction.Pictures.NONE;
    }
    ContactSheet sheet = new ContactSheet(started.classNames(), started.channelNames());
    return (name, s) ->
        sheet.write(
            folder.resolve("overlays").resolve(name + ".png"), s.sample(), s.onSample(), "");
  }

  private static String beginning(
      CohortPlan plan, CohortPlan cohort, int networks, TrainedModels models) {
    String of = plan.items().size() == cohort.items().size() ? "" : " of " + cohort.items().size();
    return "Segmenting %s%s of %s with %s on %s."
        .formatted(
            Counts.of(plan.items().size(), "scan"),
            of,
            TrainingNeeds.size(plan.bytes()),
            Counts.of(networks, "network"),
            models.first().config().engine());
  }

  /** Before the first scan; a GPU's memory is another one. */
  private void tell(PredictionNeeds needs, Segmenter segmenter) {
    shown().println("Estimate for " + needs.text() + ".");
    shown().flush();
    if (segmenter.engine().device().kind() == Device.Kind.CPU) {
      needs.warning().ifPresent(spec.commandLine().getErr()::println);
    }
  }

  private PrintWriter shown() {
    return root.quiet() ? spec.commandLine().getErr() : spec.commandLine().getOut();
  }

  /** For those who look on: files get the results alone. */
  private Announcements announcements() {
    return new Announcements(
        spec.commandLine().getErr(), environment.terminalColumns().isPresent());
  }

  private int report(CohortPrediction.Result result) {
    PrintWriter print = spec.commandLine().getOut();
    print.println(
        Texts.format(
            "%d segmented, %d done before, %d failed; label maps are in %s.",
            result.done(), result.skipped(), result.failures().size(), out));
    print.flush();
    result.notes().forEach(note -> spec.commandLine().getErr().println("Note: " + note));
    PrintWriter errors = root.errors();
    result.failures().forEach(errors::println);
    errors.flush();
    if (result.unexpected()) {
      return ExitCode.FAILURE;
    }
    return result.failures().isEmpty() ? ExitCode.DONE : ExitCode.MISTAKE;
  }
}
