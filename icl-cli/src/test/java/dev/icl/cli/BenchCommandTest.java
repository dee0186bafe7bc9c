package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.icl.app.plan.LeastMemory;
import dev.icl.app.training.PhantomFolder;
import dev.icl.bench.matrix.CellFile;
import dev.icl.report.record.BenchJson;
import dev.icl.report.record.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the input that {@code icl bench} refuses before anything runs. */
class BenchCommandTest {
  @TempDir Path folder;

  @Test
  void aFolderThatIsThereIsNeverOverwritten() throws IOException {
    Files.createDirectories(folder.resolve("runs/bench"));
    Files.writeString(folder.resolve("runs/bench/notes.txt"), "mine");

    Cli.Outcome outcome = new Cli(folder).run("bench");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            "--out: runs/bench exists already; add --resume to continue its benchmark, or name another folder with --out.%n"
                .formatted());
    assertThat(folder.resolve("runs/bench")).isDirectoryContaining("glob:**notes.txt");
  }

  @Test
  void onlyABenchmarkIsGoneOnWith() throws IOException {
    Path training = Files.createDirectories(folder.resolve("training"));
    Files.writeString(training.resolve("metrics.jsonl"), "");

    Cli.Outcome outcome = new Cli(folder).run("bench", "--resume", "--out", training.toString());

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            "--resume: %s holds no benchmark to continue; name the folder of one with --out.%n"
                .formatted(training));
    assertThat(training).isDirectoryNotContaining("glob:**bench.yaml");
  }

  @Test
  void aMistypedFolderBeginsNothing() {
    Cli.Outcome outcome = new Cli(folder).run("bench", "--resume", "--out", folder + "/bnech");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            "--resume: %s/bnech holds nothing to continue yet; name the folder of a benchmark with --out, or say with --config what to start there.%n"
                .formatted(folder));
    assertThat(folder.resolve("bnech")).doesNotExist();
  }

  @Test
  void anUnknownEngineIsFoundBeforeAnythingIsWritten() {
    Cli.Outcome outcome =
        new Cli(folder).run("bench", "--engines", "pytroch", "--out", folder + "/bench");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("pytroch").contains("did you mean 'pytorch'");
    assertThat(folder.resolve("bench")).doesNotExist();
  }

  @Test
  void tooLittleMemoryIsFoundBeforeAnythingIsWritten() {
    assumeTrue(LeastMemory.machine() < 60L << 30, "this machine has room for it");
    Cli.Outcome outcome =
        new Cli(folder)
            .run(
                "bench",
                "--methods=supervised",
                "--devices=cpu",
                "--set=network.channels=[5400,5400,5400,5400,5400]",
                "--set=train.optimizer=adamw",
                "--out",
                folder + "/bench");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .hasLineCount(1)
        .startsWith("The weights of supervised on unet2d ")
        .contains("use fewer network.channels");
    assertThat(folder.resolve("bench")).doesNotExist();
  }

  @Test
  void anUnknownMethodIsFoundBeforeAnythingIsWritten() {
    Cli.Outcome outcome =
        new Cli(folder).run("bench", "--methods", "icl,supervise", "--out", folder + "/bench");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("supervise").contains("did you mean 'supervised'");
    assertThat(folder.resolve("bench")).doesNotExist();
  }

  @Test
  void aBenchmarkGoesOnOnlyWithTheSettingsItBeganWith() throws IOException {
    Path bench = Files.createDirectories(folder.resolve("bench"));
    Files.writeString(bench.resolve("bench.yaml"), "bench: {seeds: [1]}");

    Cli.Outcome outcome =
        new Cli(folder).run("bench", "--resume", "--seeds", "1,2", "--out", bench.toString());

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .contains(
            "--resume: " + bench + " was begun with other settings than are given now: ",
            "was begun with other settings than are given now: bench.seeds was [1] and is now [1, 2]; set");
  }

  @Test
  void aDrawingOfLabelsThatCannotBeMadeIsFoundBeforeAnythingIsWritten() throws IOException {
    new PhantomFolder(folder.resolve("scans")).write(4, 3);
    Path split =
        Files.writeString(
            folder.resolve("split.yaml"),
            "{labeled: [case01, case02], unlabeled: [case04], validation: [case03], test: []}");
    Path config =
        Files.writeString(
            folder.resolve("drawn.yaml"),
            """
            bench: {engines: [pytorch], methods: [supervised], label_draws: [0, 1], seeds: [1]}
            data: {name: folder, root: %s, split: %s, classes: [background, RV, Myo, LV]}
            """
                .formatted(folder.resolve("scans"), split));

    Cli.Outcome outcome =
        new Cli(folder).run("bench", "--config", config.toString(), "--out", folder + "/bench");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).hasLineCount(1).contains("data.label_draw", split.toString());
    assertThat(folder.resolve("bench")).doesNotExist();
  }

  @Test
  void otherDataThanThoseOfCellsThatAreDoneAreFoundBeforeAnythingRuns() throws IOException {
    Path bench = Files.createDirectories(folder.resolve("bench"));
    Files.writeString(
        bench.resolve("bench.yaml"),
        "bench: {engines: [pytorch], devices: [cpu], accuracy: false, timing: {repeats: 2}}");
    Path cell = bench.resolve("cells/timing-pytorch-cpu-icl-unet2d-r1/cell.json");
    Machine machine = new Machine("m", "os", "arch", "cpu", 1, 1, null, "java", Map.of());
    Files.createDirectories(cell.getParent());
    BenchJson.write(CellFile.done(machine, "0".repeat(64), null), cell);

    Cli.Outcome outcome = new Cli(folder).run("bench", "--resume", "--out", bench.toString());

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .hasLineCount(1)
        .startsWith("--resume: " + cell + " was made with other data than data.phantom_* describe");
    assertThat(bench.resolve("cells")).isDirectoryNotContaining("glob:**r2");
  }

  @Test
  void cellsOfAReleaseThatTrainedTheMethodOtherwiseAreNotGoneOnWith() throws IOException {
    Path bench = Files.createDirectories(folder.resolve("bench"));
    Files.writeString(
        bench.resolve("bench.yaml"),
        "bench: {engines: [pytorch], devices: [cpu], methods: [supervised], accuracy: false}");
    Path cell = bench.resolve("cells/timing-pytorch-cpu-supervised-unet2d-r1/cell.json");
    Files.createDirectories(cell.getParent());
    Files.writeString(
        cell,
        """
        {"format": 1, "status": "done", "machine": {"id": "m", "os": "os", "arch": "arch", "cpu":
        "cpu", "cores": 1, "memory_mb": 1, "java": "java", "versions": {}}, "cell": {"id": "c",
        "kind": "timing", "machine": "m", "key": {"engine": "pytorch", "device": "cpu", "method":
        "supervised", "variant": "", "network": "unet2d", "labeled": 3, "repeat": 1}, "status":
        "done", "started": "2026-11-01T12:00:00Z", "seconds": 1, "flags": []}}
        """);

    Cli.Outcome outcome = new Cli(folder).run("bench", "--resume", "--out", bench.toString());

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .hasLineCount(1)
        .contains(
            cell
                + " was made by another release, in which method supervised is another (its revision"
                + " 1, here 2)");
  }

  @Test
  void helpShowsHowToGoOn() {
    assertThat(new Cli(folder).run("bench", "--help").out())
        .contains("--resume", "configs/bench-acdc.yaml", "Exit code")
        .doesNotContain("bench-cell");
    assertThat(new Cli(folder).run("--help").out())
        .contains("icl bench")
        .doesNotContain("bench-cell");
  }
}
