package dev.icl.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.cli.Cli.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A folder for trainings on a small phantom. */
abstract class TrainingFolder {
  static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  Path run(String file) {
    return folder.resolve("run").resolve(file);
  }

  Outcome train(String out, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("--set", "data={labeled: 1, phantom_patients: 2, phantom_validation: 2}"));
    arguments.addAll(List.of(more));
    return new Cli(folder).train(out, arguments.toArray(String[]::new));
  }
}
