package dev.icl.cli;

import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.run.RunFolder;
import dev.icl.core.error.UserException;
import dev.icl.modules.train.FoldFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
      "last.safetensors and the one before (to continue from), best.safetensors (the network where",
      "validation was best) and, at the end, final.safetensors (the network after the last iteration,",
      "to evaluate and segment with), pictures of validation cases, and report.html. With --folds each",
      "fold has a folder with all of these, and summary.json has the scores of all patients, each by",
      "the network that has not seen it; evaluate and predict take the folder as --checkpoint.",
      "Starting weights, optimiser and learning rate are settings: --set train.from=FILE (a checkpoint",
      "or a state dict in safetensors or PyTorch's .pth), train.optimizer (sgd, adamw),",
      "train.schedule (polynomial, cosine, steps, constant), train.warmup; docs/configuration.md lists all.",
      "Ctrl-C or SIGTERM: finishes the step, saves the state and exits with 1; --resume continues"
          + " exactly there. A second one ends at once."
    })
final class TrainCommand implements Callable<Integer> {
  private final IclCommand root;
  private final Environment environment;

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions options;
  @Mixin private EngineChoice choice;
  @Mixin private DownloadOption download;
  @Mixin private RanksOptions ranks;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration in YAML (default: configs/quickstart.yaml, or with --resume that of the"
              + " folder).")
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
      names = "--folds",
      paramLabel = "N",
      description =
          "Cross-validation: divide the labelled and the validation patients into N parts and train N"
              + " networks, in fold-0, fold-1 and so on of the folder, each validated on its own part."
              + " With --resume the folds that are there are enough to know it by.")
  private @Nullable Integer folds;

  @Option(
      names = "--fold",
      paramLabel = "K",
      description = "Train that fold alone, from 0; the others may be trained at the same time.")
  private @Nullable Integer fold;

  @Option(
      names = "--allow-changes",
      description =
          "With --resume: go on even if settings differ that decide what is learned or how it is"
              + " validated, such as train.learning_rate; config.yaml then says from which iteration"
              + " each holds.")
  private boolean allowChanges;

  TrainCommand(IclCommand root, Environment environment) {
    this.root = root;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (allowChanges && !resume) {
      throw new UserException(
          "--allow-changes: it says what --resume may do; add --resume, or leave it out.");
    }
    ranks.check();
    Permissions permissions = new Permissions(download.allowed(), root.verbose());
    CommandTraining training =
        new CommandTraining(
            environment,
            permissions,
            spec.commandLine().getOut(),
            spec.commandLine().getErr(),
            root.errors());
    if (folds != null || FoldFolders.isIn(out)) {
      if (ranks.count() > 1) {
        throw new UserException(
            "--ranks: it is for one training; leave it out with --folds, whose trainings can run side by side with --fold.");
      }
      return crossValidation(training, permissions);
    }
    if (fold != null) {
      throw new UserException("--fold: it is one of --folds; add how many there are.");
    }
    RunFolder folder = new RunFolder(out);
    CommandGroup group =
        new CommandGroup(
            ranks,
            environment,
            spec.root().commandLine().getParseResult().originalArgs(),
            spec.commandLine().getErr()::println);
    if (group.isFirst()) {
      requireUsable(folder);
    }
    Path file = config != null ? config : resume ? folder.config() : environment.quickstart();
    return training.run(
        new CommandTraining.Asked(out, file, settings(), resume, allowChanges, out, group));
  }

  private List<String> settings() {
    return choice.after(options.settings());
  }

  private void requireUsable(RunFolder folder) {
    if (resume && (config == null || folder.isBegun())) {
      folder.requireResumable();
    } else {
      folder.requireFree();
    }
  }

  private int crossValidation(CommandTraining training, Permissions permissions) {
    CommandFolds all =
        new CommandFolds(
            environment,
            permissions,
            spec.commandLine().getOut(),
            spec.commandLine().getErr(),
            new CommandFolds.Asked(
                out,
                Optional.ofNullable(config),
                settings(),
                resume,
                allowChanges,
                Optional.ofNullable(folds),
                Optional.ofNullable(fold)));
    List<Integer> wanted = all.prepare();
    return all.run(wanted, training);
  }
}
