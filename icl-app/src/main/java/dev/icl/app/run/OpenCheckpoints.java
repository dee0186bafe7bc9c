package dev.icl.app.run;

import dev.icl.app.IclApplication;
import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.engine.EnginePlugins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Checkpoints with the configurations of their trainings.
 *
 * @param all at least one
 */
public record OpenCheckpoints(List<Opened> all) implements AutoCloseable {
  /** Keeps its own copy of the list. */
  public OpenCheckpoints {
    all = List.copyOf(all);
  }

  /**
   * A checkpoint.
   *
   * @param checkpoint the open file
   * @param config of its training, with what was changed of it
   */
  public record Opened(Checkpoint checkpoint, RunConfig config) {}

  /**
   * Opens checkpoints.
   *
   * @param files at least one
   * @param reader of their configurations
   * @param settings changes to each configuration
   * @throws dev.icl.core.error.UserException if one cannot be read, or its configuration makes no
   *     sense
   */
  public static OpenCheckpoints of(
      List<Path> files, RunConfigReader reader, List<String> settings) {
    List<Opened> opened = new ArrayList<>();
    try {
      for (Path file : files) {
        Checkpoint checkpoint = Checkpoint.open(file);
        try {
          opened.add(
              new Opened(
                  checkpoint,
                  reader.readText(
                      "the configuration in " + file, checkpoint.info().config(), settings)));
        } catch (RuntimeException e) {
          checkpoint.close();
          throw e;
        }
      }
      return new OpenCheckpoints(opened);
    } catch (RuntimeException e) {
      opened.forEach(each -> each.checkpoint().close());
      throw e;
    }
  }

  /** The checkpoints alone. */
  public List<Checkpoint> checkpoints() {
    return all.stream().map(Opened::checkpoint).toList();
  }

  /** The first of them. */
  public Opened first() {
    return all.get(0);
  }

  /**
   * Starts an engine for each, and closes them afterwards.
   *
   * @param plugins the engines to choose from
   * @param permissions the rights of the engines beyond computing
   * @param work the work on them
   * @throws dev.icl.core.error.UserException if there is no such engine
   */
  public <T> T onEngines(
      EnginePlugins plugins, Permissions permissions, Function<List<ScoredNetwork>, T> work) {
    List<IclApplication> started = new ArrayList<>();
    try {
      List<ScoredNetwork> networks = new ArrayList<>();
      for (Opened each : all) {
        IclApplication application = IclApplication.start(each.config(), plugins, permissions);
        started.add(application);
        networks.add(new ScoredNetwork(application.engine(), each.checkpoint(), each.config()));
      }
      return work.apply(networks);
    } finally {
      started.forEach(IclApplication::close);
    }
  }

  @Override
  public void close() {
    all.forEach(each -> each.checkpoint().close());
  }
}
