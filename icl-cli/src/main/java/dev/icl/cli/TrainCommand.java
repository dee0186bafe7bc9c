package dev.icl.cli;

import dev.icl.app.IclApplication;
import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfig;
import dev.icl.app.run.Resumption;
import dev.icl.app.run.RunFolder;
import dev.icl.app.run.Supervision;
import dev.icl.app.run.Training;
import dev.icl.app.run.UntoldEnd;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.error.UserException;
import dev.icl.core.text.Counts;
import dev.icl.data.Datasets;
import dev.icl.modules.train.CheckpointFolder;
import dev.icl.modules.train.ProgressText;
import dev.icl.modules.train.StartingWeights;
import dev.icl.modules.train.TrainingSummary;
import dev.icl.report.BenchReport;
import dev.icl.report.RunReport;
import dev.icl.report.analysis.Words;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code icl train}. */
@Command(
    name = "train",
    description =
        "Trains a network and keeps its last state, the network at the end and the best one.",
    footer = {
      "",
      "Writes config.yaml, metrics.jsonl, summary.json, events for TensorBoard, and in checkpoints",
      "last.safetensors and the one before (to go on from), best.safetensors (the network where",
      "validation was best) and, at the end, final.safetensors (the network after the last iteration,",
      "to evaluate and segment with), and report.html for people.",
      "Starting weights, optimiser and learning rate are settings: --set train.from=FILE (a checkpoint",
      "or a state dict in safetensors), train.optimizer (sgd, adamw), train.schedule (polynomial,",
      "cosine, constant), train.warmup; docs/configuration.md lists all.",
      "Ctrl-C or SIGTERM: finishes the step, saves the state and exits with 1; --resume goes on exactly"
          + " there. A second one stops at once."
    })
final class TrainCommand implements Callable<Integer> {
  private final IclCommand root;
  private final Environment environment;

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions options;
  @Mixin private DownloadOption download;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration in YAML. Without it: configs/quickstart.yaml, or with --resume that of"
              + " the folder.")
  private Path config;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      required = true,
      description =
          "Where the results go; a folder that holds no training yet, unless with --resume.")
  private Path out;

  @Option(
      names = "--resume",
      description =
          "Go on from the newest sound checkpoint in the folder. With --config, start where the"
              + " folder holds no training yet; at the end of the training there is nothing to do."
              + " So one command serves for a job that may be interrupted at any time.")
  private boolean resume;

  @Option(
      names = "--allow-changes",
      description =
          "With --resume: go on even if settings differ that decide what is learned, such as"
              + " train.learning_rate; config.yaml then says from which iteration each holds.")
  private boolean allowChanges;

  TrainCommand(IclCommand root, Environment environment) {
    this.root = root;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    RunFolder folder = new RunFolder(out);
    if (allowChanges && !resume) {
      throw new UserException(
          "--allow-changes: it says what --resume may do; add --resume, or leave it out.");
    }
    if (resume && (config == null || folder.isBegun())) {
      folder.requireResumable();
    } else {
      folder.requireFree();
    }
    EnginePlugins plugins = environment.plugins().get();
    RunConfig resolved =
        environment
            .configReader()
            .checking(config -> plugins.select(config.engine()))
            .checking(config -> Datasets.requireFolder(config.data()))
            .checking(config -> Datasets.requireTrainable(config.data()))
            .checking(config -> requireStart(config, folder))
            .read(Optional.of(configFile(folder)), options.settings());
    Resumption resumption = new Resumption(folder, allowChanges);
    if (resume) {
      resumption.check(resolved);
    }
    if (resume && folder.isTold(resolved.train().iterations())) {
      return endedBefore(folder, resolved);
    }
    PrintWriter err = spec.commandLine().getErr();
    ReadingProgress reading =
        new ReadingProgress(err, "Reading scans", environment.terminalColumns(), System::nanoTime);
    Training training = Training.of(resolved, reading);
    reading.notes().forEach(note -> err.println("Note: " + note));
    if (!training.validates()) {
      err.println(
          "No scan is left for validation: best.safetensors is not written; final.safetensors is the"
              + " result.");
    }
    Permissions permissions = new Permissions(download.allowed(), root.verbose());
    try (IclApplication application = IclApplication.start(resolved, plugins, permissions);
        StopSignals signals = StopSignals.noted(name -> err.println(stopping(name)))) {
      Progress progress = new Progress(err, environment.terminalColumns(), System::nanoTime);
      Supervision supervision = new Supervision(progress, err::println, signals::requested);
      TrainingSummary summary =
          resume
              ? training.resume(application.engine(), resumption, supervision)
              : training.start(application.engine(), folder, supervision);
      if (summary.iterations() < resolved.train().iterations()) {
        err.println(stopped(summary, resolved));
        return ExitCode.FAILURE;
      }
      report(summary, training);
    }
    writeReport();
    return ExitCode.DONE;
  }

  /** A training that goes on does not read the weights again that it started with. */
  private void requireStart(RunConfig config, RunFolder folder) {
    boolean goesOn = resume && CheckpointFolder.isResumable(folder.checkpoints());
    if (config.train().start().isGiven() && !goesOn) {
      StartingWeights.requireFile(config.train().start());
    }
  }

  /** A command that is run again and again, as by a scheduler, finds at last nothing to do. */
  private int endedBefore(RunFolder folder, RunConfig resolved) {
    new UntoldEnd(folder).removeSetAside();
    if (!Files.isRegularFile(out.resolve(BenchReport.HTML))) {
      writeReport();
    }
    spec.commandLine()
        .getErr()
        .println(
            Texts.format(
                "%s is of a training at its end, iteration %d of %d: nothing is left to do; raise"
                    + " train.iterations to go on.",
                out, resolved.train().iterations(), resolved.train().iterations()));
    return ExitCode.DONE;
  }

  /** The training is what counts: without its report it is still done. */
  private void writeReport() {
    try {
      RunReport.write(out, out);
    } catch (UserException e) {
      spec.commandLine().getErr().println("No report.html was written. " + e.getMessage());
    }
  }

  private static String stopping(String signal) {
    return System.lineSeparator()
        + signal
        + ": the step is finished and the state saved; once more stops at once.";
  }

  private String stopped(TrainingSummary summary, RunConfig config) {
    return Texts.format(
        "Stopped after iteration %d of %d, with everything saved; to go on: icl train --resume"
            + " --out %s",
        summary.iterations(), config.train().iterations(), out);
  }

  private Path configFile(RunFolder folder) {
    if (config != null) {
      return config;
    }
    return resume ? folder.config() : environment.quickstart();
  }

  private void report(TrainingSummary summary, Training training) {
    PrintWriter print = spec.commandLine().getOut();
    print.println(
        Texts.format(
            "Trained %s for %s on %s %s in %s: %.1f images/s, %d MiB at most.",
            summary.method(),
            Counts.of(summary.iterations(), "iteration"),
            summary.engine(),
            summary.device(),
            ProgressText.duration(summary.seconds()),
            summary.imagesPerSecond(),
            summary.peakRssMb()));
    if (summary.dice() != null) {
      print.println(
          Texts.format(
              "Validation Dice after the last iteration %.4f: %s.",
              summary.dice().mean(),
              Texts.perClass(training.foreground(), summary.dice().perClass())));
    }
    if (summary.bestDice() != null) {
      print.println(
          Texts.format(
              "Best of %s on the same cases %.4f, after iteration %d: %s.",
              Words.count(summary.validations(), "validation"),
              summary.bestDice().mean(),
              summary.bestIteration(),
              Texts.perClass(training.foreground(), summary.bestDice().perClass())));
    }
    print.println("Results are in " + out + ".");
  }
}
