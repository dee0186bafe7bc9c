package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.cli.Cli.Outcome;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.modules.method.Methods;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the messages for something that is not there: one sentence, exit code 2. */
class ErrorHandlerTest {
  @TempDir Path folder;

  @AfterEach
  void quietAgain() {
    Configurator.reconfigure();
  }

  @Test
  void wrongEngineName() {
    refused(
        "--set engine=pytroch: engine: there is no engine 'pytroch' on the class path, which holds pytorch, tensorflow; did"
            + " you mean 'pytorch'?",
        "--set",
        "engine=pytroch");
  }

  @Test
  void missingPlugin() {
    Cli withoutEngines = new Cli(folder, EnginePlugins::of);

    assertRefused(
        withoutEngines.run(train("--set", "engine=pytorch")),
        "--set engine=pytorch: engine: 'pytorch' is not on the class path, which holds no engine; add the Maven"
            + " dependency dev.icl:icl-engine-pytorch.");
  }

  @Test
  void memoryUsedUp() {
    Cli small =
        new Cli(
            folder,
            () -> {
              throw new IllegalStateException("CUDA out of memory. Tried to allocate 2.00 GiB.");
            });

    assertRefused(
        small.run(train()),
        "The GPU's memory is used up (a step asked for 2.00 GiB more); lower train.patch,"
            + " train.labeled_batch or train.unlabeled_batch, or set method.mixer to axial or low-rank, or"
            + " compute with device: cpu; checkpoints written so far are intact.");
  }

  @Test
  void missingDataFolder() {
    refused(
        "--set data={name: acdc, root: absent}: The folder data.root '"
            + folder.resolve("absent")
            + "' does not exist: set it to the folder that holds train_slices.list, val.list and"
            + " data/.",
        "--set",
        "data={name: acdc, root: absent}");
  }

  @Test
  void severalMistakesAreReportedTogether() {
    refused(
        """
        6 problems in the configuration:
          --set train={iterations: 0, patch: [17, 16]}: train.iterations must be at least 1, but is 0.
          --set train={iterations: 0, patch: [17, 16]}: train.patch: the network unet2d cannot divide [17, 16], every size must be a multiple of 2; use [16, 16] or [18, 16].
          --set method.name=supervized: method.name: there is no method 'supervized'; available: METHODS; did you mean 'supervised', or is the jar of a plugin missing from --class-path?
          --set engine=pytroch: engine: there is no engine 'pytroch' on the class path, which holds pytorch, tensorflow; did you mean 'pytorch'?
          --set data={name: folder, root: absent}: The folder data.root 'FOLDER/absent' does not exist: set it to the folder of the scans.
          data.classes is []: name at least two classes, the background first, such as [background, lesion]."""
            .replace("METHODS", String.join(", ", Methods.names()))
            .replace("FOLDER", folder.toString()),
        "--set",
        "method.name=supervized",
        "--set",
        "engine=pytroch",
        "--set",
        "train={iterations: 0, patch: [17, 16]}",
        "--set",
        "data={name: folder, root: absent}");
  }

  @Test
  void unreadableScan() throws IOException {
    acdcFolder();
    Path scan = Files.writeString(folder.resolve("data/patient001_slice_1.h5"), "no HDF5");

    refused(
        scan + " is not HDF5: its signature is missing; fetch it again.",
        "--set",
        "data={name: acdc, root: ., labeled: 1, augment: false}");
  }

  @Test
  void labelOutsideTheClasses() throws IOException {
    acdcFolder();
    Path scan = folder.resolve("data/patient001_slice_1.h5");
    try (WritableHdfFile file = HdfFile.write(scan)) {
      file.putDataset("image", new float[16][16]);
      byte[][] label = new byte[16][16];
      label[0][5] = 7;
      file.putDataset("label", label);
    }

    refused(
        "In " + scan + " 'label' holds 7 at voxel 5: allowed are the classes 0 to 3.",
        "--set",
        "data={name: acdc, root: ., labeled: 1, augment: false}");
  }

  @Test
  void unknownKey() {
    refused(
        "--set train.iteration=5: unknown key 'iteration' in train; did you mean 'iterations'?",
        "--set",
        "train.iteration=5");
  }

  @Test
  void patchThatTheNetworkCannotDivide() {
    refused(
        "--set train.patch=[17,16]: train.patch: the network unet2d cannot divide [17, 16], every size must be a multiple of 2;"
            + " use [16, 16] or [18, 16].",
        "--set",
        "train.patch=[17,16]");
  }

  @Test
  void absentGpu() {
    refused(
        "device: gpu was asked for, but the engine finds no usable GPU; use device: cpu or auto, or"
            + " see docs/gpu.md for the GPU libraries.",
        "--set",
        "device=gpu");
  }

  @Test
  void unknownMethod() {
    refused(
        "--set method.name=supervized: method.name: there is no method 'supervized'; available: icl, supervised, supervised-mean, mean-teacher, ua-mt, cps, entropy-minimisation, ict, bcp, unimatch, fixmatch, ad-mt, icl+mean-teacher, icl+copy-paste, icl+unimatch; did you mean"
            + " 'supervised', or is the jar of a plugin missing from --class-path?",
        "--set",
        "method.name=supervized");
  }

  @Test
  void missingCheckpoint() {
    Outcome outcome =
        new Cli(folder).run("evaluate", "--checkpoint", folder.resolve("x").toString());

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).hasLineCount(1).contains(folder.resolve("x").toString());
  }

  @Test
  void theStackTraceIsShownOnlyWhenAskedFor() {
    Outcome outcome = new Cli(folder).run(train("--set", "engine=pytroch", "--verbose"));

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("did you mean 'pytorch'?", "\tat dev.icl");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trian                     | icl: there is no command 'trian'; did you mean 'train'? See icl --help.",
        "train                     | icl train: Missing required option: '--out=FOLDER'; see icl train --help.",
        "train --out x --resum     | icl train: there is no option '--resum'; did you mean '--resume'? See icl train --help.",
        "train --out x y           | icl train: the argument 'y' belongs to no option; see icl train --help.",
        "evaluate --checkpoint     | icl evaluate: Missing required parameter for option '--checkpoint' (FILE); see icl evaluate --help.",
        "evaluate --checkpoint x --split tests | --split: there is no split 'tests'; available: val, test; did you mean 'test'?",
        "evaluate --checkpoint x --empty-masks author | --empty-masks: there is no convention 'author'; available: strict, authors; did you mean 'authors'?",
        "evaluate --checkpoint x --tolerance -1 | --tolerance: -1.0 mm is out of range; use 0 or more.",
        "compare x                 | icl compare: Missing required parameter: 'B'; see icl compare --help.",
      })
  void wrongCommandLine(String line, String sentence) {
    String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");

    assertRefused(new Cli(folder).run(arguments), sentence);
  }

  private void refused(String sentence, String... settings) {
    assertRefused(new Cli(folder).run(train(settings)), sentence);
    assertThat(folder.resolve("run/checkpoints")).doesNotExist();
  }

  private static void assertRefused(Outcome outcome, String sentence) {
    assertThat(outcome.err()).isEqualTo(sentence + System.lineSeparator());
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
  }

  /** A small training on the processor, with the given options added. */
  private String[] train(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--out",
                folder.resolve("run").toString(),
                "--set",
                "threads=1",
                "--set",
                "method.name=supervised",
                "--set",
                "network={channels: [2, 4], dropout: [0, 0]}",
                "--set",
                "train={iterations: 1, labeled_batch: 1, patch: [16, 16]}"));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private void acdcFolder() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("train_slices.list"), "patient001_slice_1\n");
    Files.writeString(folder.resolve("val.list"), "patient002\n");
    Files.writeString(folder.resolve("data/patient001_slice_1.h5"), "");
    Files.writeString(folder.resolve("data/patient002.h5"), "");
  }
}
