package samples;

import dev.icl.app.IclApplication;
import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.app.run.RunFolder;
import dev.icl.app.run.Supervision;
import dev.icl.app.run.Training;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.data.model.FirstPass;
import dev.icl.modules.train.TrainingSummary;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Trains a network: {@code TrainInThirtyLines runs/mine [KEY=VALUE]...}. */
public final class TrainInThirtyLines {
  private TrainInThirtyLines() {}

  /**
   * Trains with ICL on drawn phantoms, unless the settings say otherwise.
   *
   * @param args the folder of the results, and settings as {@code icl train --set} takes them
   */
  public static void main(String[] args) {
    RunFolder folder = new RunFolder(Path.of(args[0]));
    List<String> settings = List.of(args).subList(1, args.length);
    RunConfig config =
        new RunConfigReader(System.getenv(), Path.of("")).read(Optional.empty(), settings);
    Training training = Training.of(config, FirstPass.SILENT);
    Supervision supervision =
        new Supervision(
            step -> System.out.println(step.iteration() + " " + step.losses()),
            System.err::println,
            () -> false);
    try (IclApplication application =
        IclApplication.start(config, EnginePlugins.discover(), Permissions.NONE)) {
      TrainingSummary summary = training.start(application.engine(), folder, supervision);
      if (summary.dice() != null) {
        System.out.printf(
            Locale.ROOT, "Dice after the last iteration: %.3f%n", summary.dice().mean());
      }
    }
  }
}
