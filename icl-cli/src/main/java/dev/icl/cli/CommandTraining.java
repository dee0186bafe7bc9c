package dev.icl.cli;

import dev.icl.app.IclApplication;
import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfig;
import dev.icl.app.plan.LeastMemory;
import dev.icl.app.plan.TrainingNeeds;
import dev.icl.app.run.Resumption;
import dev.icl.app.run.RunFolder;
import dev.icl.app.run.Supervision;
import dev.icl.app.run.Training;
import dev.icl.app.run.UntoldEnd;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineInfo;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.engine.ProcessGroup;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Device;
import dev.icl.core.text.Counts;
import dev.icl.data.Datasets;
import dev.icl.data.metrics.LearnedNothing;
import dev.icl.data.model.FirstPass;
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
import java.util.List;
import java.util.Optional;

/** One training of {@code icl train}, in a folder of its own. */
final class CommandTraining {
  private final Environment environment;
  private final Permissions permissions;
  private final PrintWriter print;
  private final PrintWriter err;
  private final PrintWriter errors;

  /**
   * @param environment the surroundings of the command
   * @param permissions the rights of the engine beyond computing
   * @param print receives the outcome
   * @param err receives progress and notices
   * @param errors receives what ended the training early
   */
  CommandTraining(
      Environment environment,
      Permissions permissions,
      PrintWriter print,
      PrintWriter err,
      PrintWriter errors) {
    this.environment = environment;
    this.permissions = permissions;
    this.print = print;
    this.err = err;
    this.errors = errors;
  }

  /**
   * The options for a training.
   *
   * @param out folder of the training
   * @param config file of its configuration
   * @param settings changes to that
   * @param resume whether to go on where it is
   * @param allowChanges whether keys may change that need consent
   * @param again the folder to name to go on
   * @param group the processes that make it
   */
  record Asked(
      Path out,
      Path config,
      List<String> settings,
      boolean resume,
      boolean allowChanges,
      Path again,
      CommandGroup group) {}

  /** Trains to the end, or until a signal; returns the exit code. */
  int run(Asked asked) {
    RunConfig resolved = read(asked);
    boolean ended = isEnded(asked, resolved);
    if (asked.group().isFirst()) {
      // nobody comes to a training that has ended
      return ended
          ? run(asked, resolved, ProcessGroup.ALONE)
          : asked.group().during(resolved, processes -> run(asked, resolved, processes));
    }
    if (ended) {
      return ExitCode.DONE;
    }
    return asked.group().during(resolved, processes -> follow(asked, resolved, processes));
  }

  private static boolean isEnded(Asked asked, RunConfig config) {
    return asked.resume() && new RunFolder(asked.out()).isTold(config.train().iterations());
  }

  private RunConfig read(Asked asked) {
    EnginePlugins plugins = environment.plugins().get();
    return environment
        .configReader()
        .checking(config -> plugins.select(config.engine()))
        .checking(config -> Datasets.requireFolder(config.data()))
        .checking(config -> Datasets.requireTrainable(config.data()))
        .checking(config -> requireStart(config, asked))
        .read(Optional.of(asked.config()), asked.settings());
  }

  private int run(Asked asked, RunConfig resolved, ProcessGroup processes) {
    RunFolder folder = new RunFolder(asked.out());
    EnginePlugins plugins = environment.plugins().get();
    Announcements facts = new Announcements(err, environment.terminalColumns().isPresent());
    announce(resolved, processes, facts);
    Resumption resumption = new Resumption(folder, asked.allowChanges());
    if (asked.resume()) {
      resumption.check(resolved, asked.group().size());
    }
    if (isEnded(asked, resolved)) {
      return endedBefore(folder, resolved);
    }
    ReadingProgress reading =
        new ReadingProgress(
            err, "Reading scans", environment.terminalColumns(), environment.nanoTime());
    Training training = training(asked, resolved, reading, processes);
    reading.notes().forEach(note -> err.println("Note: " + note));
    facts.add("Data: " + training.outline().text() + ".");
    if (!training.validates()) {
      err.println(
          "No scan is left for validation: best.safetensors is not written; final.safetensors is the"
              + " result.");
    }
    try (IclApplication application = start(asked, resolved, plugins);
        StopSignals signals = StopSignals.noted(name -> err.println(stopping(name)))) {
      tellNeeds(training, application.engine().info(), asked.group(), facts);
      Progress progress =
          new Progress(
              err, environment.terminalColumns(), environment.style(), environment.nanoTime());
      Supervision supervision = new Supervision(progress, err::println, signals::requested);
      TrainingSummary summary =
          asked.resume()
              ? training.resume(application.engine(), resumption, supervision)
              : training.start(application.engine(), folder, supervision);
      if (summary.iterations() < resolved.train().iterations()) {
        errors.println(stopped(summary, resolved, asked));
        return ExitCode.FAILURE;
      }
      report(summary, training, asked.out());
      draw(training, application.engine(), folder);
    }
    writeReport(asked.out());
    return ExitCode.DONE;
  }

  /** Another process than the first, which says nothing unless something is wrong. */
  private int follow(Asked asked, RunConfig resolved, ProcessGroup processes) {
    EnginePlugins plugins = environment.plugins().get();
    Training training = training(asked, resolved, FirstPass.SILENT, processes);
    try (IclApplication application = start(asked, resolved, plugins);
        StopSignals signals = StopSignals.noted(name -> {})) {
      Supervision supervision = new Supervision(report -> {}, warning -> {}, signals::requested);
      TrainingSummary summary =
          training.start(application.engine(), new RunFolder(asked.out()), supervision);
      return summary.iterations() < resolved.train().iterations()
          ? ExitCode.FAILURE
          : ExitCode.DONE;
    }
  }

  /** With as many threads as this process may take, which is nothing to write down. */
  private IclApplication start(Asked asked, RunConfig config, EnginePlugins plugins) {
    int threads = asked.group().threads(config.threads());
    return IclApplication.start(config.withThreads(threads), plugins, permissions);
  }

  private Training training(
      Asked asked, RunConfig resolved, FirstPass reading, ProcessGroup processes) {
    EnginePlugins plugins = environment.plugins().get();
    int here = asked.group().here();
    return Training.of(
            resolved,
            reading,
            plan -> LeastMemory.require(plan, here, resolved, plugins, permissions))
        .within(processes);
  }

  /** A line before anything takes time. */
  private static void announce(RunConfig config, ProcessGroup processes, Announcements facts) {
    facts.add(
        Texts.format(
            "Training %s with %s on %s data for %s on %s%s.",
            config.method().name(),
            config.network().name(),
            config.data().name(),
            Counts.of(config.train().iterations(), "iteration"),
            config.engine(),
            processes.isAlone()
                ? ""
                : " in " + Counts.of(processes.size(), "process", "processes")));
  }

  /** Engine and estimate, before the first step; a GPU's memory is another one. */
  private static void tellNeeds(
      Training training, EngineInfo engine, CommandGroup group, Announcements facts) {
    facts.add(
        Texts.format(
            "Engine: %s %s on %s, %s.",
            engine.name(),
            engine.version(),
            engine.device(),
            Counts.of(engine.threads(), "thread")));
    TrainingNeeds needs = training.needs();
    facts.add(
        (group.size() == 1 ? "Estimate: " : "Estimate for each process: ")
            + needs.text()
            + "; the time is estimated from the first steps.");
    if (engine.device().kind() == Device.Kind.CPU) {
      training.memoryWarning(needs, group.here()).ifPresent(facts::add);
    }
    facts.tell();
  }

  /** A training that goes on does not read the weights again that it started with. */
  private static void requireStart(RunConfig config, Asked asked) {
    Path checkpoints = new RunFolder(asked.out()).checkpoints();
    boolean goesOn = asked.resume() && CheckpointFolder.isResumable(checkpoints);
    if (asked.group().isFirst() && config.train().start().isGiven() && !goesOn) {
      StartingWeights.requireFile(config.train().start());
    }
  }

  /** A command that is run again and again, as by a scheduler, finds at last nothing to do. */
  private int endedBefore(RunFolder folder, RunConfig resolved) {
    new UntoldEnd(folder).removeSetAside();
    if (!Files.isRegularFile(folder.path().resolve(BenchReport.HTML))) {
      writeReport(folder.path());
    }
    err.println(
        Texts.format(
            "%s holds a finished training, iteration %d of %d: nothing is left to do; raise"
                + " train.iterations to continue.",
            folder.path(), resolved.train().iterations(), resolved.train().iterations()));
    return ExitCode.DONE;
  }

  /** The training is what counts: without pictures it is still done. */
  private void draw(Training training, Engine engine, RunFolder folder) {
    try {
      training.draw(engine, folder);
    } catch (UserException e) {
      err.println("No pictures were drawn. " + e.getMessage());
    }
  }

  /** The same of its report. */
  private void writeReport(Path out) {
    try {
      RunReport.write(out, out);
    } catch (UserException e) {
      err.println("No report.html was written. " + e.getMessage());
    }
  }

  private static String stopping(String signal) {
    return System.lineSeparator()
        + signal
        + ": finishing the step and saving the state; a second signal ends at once, without that.";
  }

  private static String stopped(TrainingSummary summary, RunConfig config, Asked asked) {
    return Texts.format(
        "Stopped after iteration %d of %d; the state is saved. To continue: icl train --resume"
            + " --out %s%s",
        summary.iterations(), config.train().iterations(), asked.again(), asked.group().again());
  }

  private void report(TrainingSummary summary, Training training, Path out) {
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
    if (summary.bestDice() != null && !LearnedNothing.isShownBy(summary.bestDice().mean())) {
      print.println(
          Texts.format(
              "Best validation Dice of %s on the same cases %.4f, after iteration %d: %s.",
              Words.count(summary.validations(), "validation"),
              summary.bestDice().mean(),
              summary.bestIteration(),
              Texts.perClass(training.foreground(), summary.bestDice().perClass())));
    }
    if (summary.dice() != null && LearnedNothing.isShownBy(summary.dice().mean())) {
      print.println(nothingLearned(summary));
    }
    print.println("Results are in " + out + ".");
  }

  /** Nobody is to take a score of such a network for a result. */
  private static String nothingLearned(TrainingSummary summary) {
    boolean better =
        summary.bestDice() != null && !LearnedNothing.isShownBy(summary.bestDice().mean());
    return EvaluationText.NOTHING_LEARNED
        + (better
            ? " It did better before, see above: lower train.learning_rate."
            : " Raise train.iterations, or check labels and intensities with icl data check.");
  }
}
