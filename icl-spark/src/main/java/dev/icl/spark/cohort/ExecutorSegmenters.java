package dev.icl.spark.cohort;

import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfigReader;
import dev.icl.app.predict.Segmenter;
import dev.icl.app.predict.SegmenterOptions;
import dev.icl.app.predict.TrainedModels;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.spark.cohort.CohortWork.NetworkKey;
import dev.icl.spark.job.ExecutorCores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkFiles;

/**
 * The networks that this executor has loaded: one for all tasks of a cohort, which take turns in
 * it. It stays for the next task; one of another cohort is closed as soon as no task uses it.
 */
final class ExecutorSegmenters {
  private static final Map<NetworkKey, Loaded> LOADED = new HashMap<>();

  private ExecutorSegmenters() {}

  /** A network and the number of tasks that use it. */
  static final class Loaded {
    private final Segmenter segmenter;
    private int users;

    Loaded(Segmenter segmenter) {
      this.segmenter = segmenter;
    }
  }

  /**
   * The use of a network by a task.
   *
   * @param loaded the network
   */
  record Use(Loaded loaded) implements AutoCloseable {
    /** The network, which is not to be closed. */
    Segmenter segmenter() {
      return loaded.segmenter;
    }

    @Override
    public void close() {
      synchronized (LOADED) {
        loaded.users--;
      }
    }
  }

  /**
   * A network for a task, loaded where this is the first one.
   *
   * @throws dev.icl.core.error.UserException if it cannot be loaded here
   */
  static Use borrow(NetworkKey key) {
    synchronized (LOADED) {
      Loaded loaded = LOADED.get(key);
      if (loaded == null) {
        closeUnused();
        loaded = new Loaded(load(key));
        LOADED.put(key, loaded);
      }
      loaded.users++;
      return new Use(loaded);
    }
  }

  /** Closes the networks that no task uses, as at the end of a cohort whose executor lives on. */
  static void closeUnused() {
    synchronized (LOADED) {
      LOADED
          .values()
          .removeIf(
              loaded -> {
                if (loaded.users == 0) {
                  loaded.segmenter.close();
                }
                return loaded.users == 0;
              });
    }
  }

  private static Segmenter load(NetworkKey key) {
    List<Path> files =
        key.checkpoints().stream().map(name -> Path.of(SparkFiles.get(name))).toList();
    List<String> settings = new ArrayList<>(key.settings());
    settings.add("threads=" + (key.threads() > 0 ? key.threads() : ExecutorCores.here()));
    RunConfigReader reader = new RunConfigReader(Map.of(), Path.of("").toAbsolutePath());
    try (TrainedModels models = TrainedModels.open(files, reader, settings)) {
      return Segmenter.start(
          models,
          SegmenterOptions.defaults().along(key.sliceAxis()),
          EnginePlugins.discover(),
          Permissions.NONE);
    }
  }
}
