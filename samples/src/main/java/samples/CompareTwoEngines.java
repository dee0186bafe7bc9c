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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Trains the same network on two engines: {@code CompareTwoEngines runs/two pytorch tensorflow
 * [KEY=VALUE]...}.
 */
public final class CompareTwoEngines {
  private CompareTwoEngines() {}

  /**
   * Prints the losses of both side by side. Both see the same weights, batches and masks.
   *
   * @param args the folder of the results, two engines on the class path, and settings of both
   */
  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    List<String> settings = List.of(args).subList(3, args.length);
    List<Double> first = losses(args[1], settings, folder);
    List<Double> second = losses(args[2], settings, folder);
    double largest = 0;
    for (int i = 0; i < first.size(); i++) {
      System.out.printf("%4d %.6f %.6f%n", i + 1, first.get(i), second.get(i));
      largest = Math.max(largest, Math.abs(second.get(i) / first.get(i) - 1));
    }
    System.out.printf("largest relative difference: %.2e%n", largest);
  }

  private static List<Double> losses(String engine, List<String> settings, Path folder) {
    RunConfig config =
        new RunConfigReader(Map.of(), Path.of(""))
            .read(
                Optional.empty(),
                Stream.concat(Stream.of("engine=" + engine, "random=portable"), settings.stream())
                    .toList());
    List<Double> losses = new ArrayList<>();
    Supervision supervision =
        new Supervision(
            step -> losses.add(step.losses().get("loss")), System.err::println, () -> false);
    try (IclApplication application =
        IclApplication.start(config, EnginePlugins.discover(), Permissions.NONE)) {
      Training.of(config, FirstPass.SILENT)
          .start(application.engine(), new RunFolder(folder.resolve(engine)), supervision);
    }
    return losses;
  }
}
