package dev.icl.app.predict;

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

/** Trains a very small network on phantoms, for tests that need a checkpoint. */
public final class TinyTraining {
  private TinyTraining() {}

  /** Returns {@code best.safetensors}. */
  public static Path run(Path folder, String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "threads=1",
                "device=cpu",
                "random=portable",
                "method={name: supervised}",
                "data={phantom_patients: 4, phantom_validation: 1}",
                "network={channels: [4, 4, 8, 8], dropout: [0, 0, 0, 0]}",
                "train={iterations: 150, labeled_batch: 4, unlabeled_batch: 1, patch: [32, 32],"
                    + " learning_rate: 0.1}"));
    settings.addAll(List.of(more));
    RunConfig config = new RunConfigReader(Map.of(), folder).read(Optional.empty(), settings);
    try (IclApplication application =
        IclApplication.start(config, EnginePlugins.discover(), Permissions.NONE)) {
      Training.of(config, FirstPass.SILENT)
          .run(
              application.engine(),
              new RunFolder(folder),
              false,
              new Supervision(report -> {}, warning -> {}, () -> false));
    }
    return folder.resolve("checkpoints/best.safetensors");
  }
}
