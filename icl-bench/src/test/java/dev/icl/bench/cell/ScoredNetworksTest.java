package dev.icl.bench.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.training.PhantomFolder;
import dev.icl.bench.config.BenchConfigReader;
import dev.icl.bench.matrix.BenchFolder;
import dev.icl.bench.matrix.BenchPlan;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.report.record.Scored;
import dev.icl.report.record.Scored.Network;
import dev.icl.report.record.Scored.SelectedOn;
import dev.icl.report.record.TrainingOutcome;
import dev.icl.report.record.TrainingOutcome.CaseScores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the networks that a cell scores, and of the cases it scores them on. */
class ScoredNetworksTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path temporary;
  private Path cell;

  /** Validations after iterations 20, 40 and 50; the training's own figures are the reference. */
  @Test
  void withoutTestCasesTheLastNetworkIsScoredOnThoseOfValidationAndTheBestBesideIt()
      throws IOException {
    TrainingOutcome training =
        run("data: {labeled: 1, phantom_patients: 2, phantom_validation: 2}");

    List<JsonNode> validated = new ArrayList<>();
    for (String line : Files.readAllLines(cell.resolve("metrics.jsonl"))) {
      JsonNode step = JSON.readTree(line);
      if (step.has("val_dice")) {
        validated.add(step);
      }
    }
    assertThat(validated).extracting(v -> v.get("iteration").asInt()).containsExactly(20, 40, 50);
    JsonNode best = validated.get(0);
    for (JsonNode step : validated) {
      best = dice(step) > dice(best) ? step : best;
    }
    assertThat(dice(best)).isPositive();
    assertThat(training.scored())
        .isEqualTo(new Scored(Network.FINAL, 50, "val", SelectedOn.NONE, null, 0));
    assertThat(training.best().scored())
        .isEqualTo(
            new Scored(
                Network.BEST,
                best.get("iteration").asInt(),
                "val",
                SelectedOn.VALIDATION,
                3,
                training.best().cases().size() / 3));
    assertThat(summary("evaluation")).isEqualTo(dice(validated.get(2)), offset(1e-9));
    assertThat(summary("evaluation-best")).isEqualTo(dice(best), offset(1e-9));
    assertThat(cell.resolve("evaluation/overlays")).isDirectory();
    assertThat(cell.resolve("evaluation-best/overlays")).doesNotExist();
  }

  @Test
  void whereThereAreTestCasesTheyAreScoredAndChoseNothing() throws IOException {
    new PhantomFolder(temporary.resolve("scans")).write(4, 4);
    Files.writeString(
        temporary.resolve("split.yaml"),
        "{labeled: [case01], unlabeled: [case02], validation: [case03], test: [case04]}");

    TrainingOutcome training =
        run(
            """
            data:
              name: folder
              root: scans
              split: split.yaml
              classes: [background, RV, Myo, LV]
            """);

    assertThat(training.cases()).extracting(CaseScores::patient).containsOnly("case04");
    assertThat(training.scored())
        .isEqualTo(new Scored(Network.FINAL, 50, "test", SelectedOn.NONE, null, 0));
    assertThat(training.best().cases()).extracting(CaseScores::patient).containsOnly("case04");
    assertThat(training.best().scored().selectedOn()).isEqualTo(SelectedOn.VALIDATION);
    assertThat(training.best().scored().onScoredCases()).isZero();
  }

  /** Its training came to the end before there was a file of the last network. */
  @Test
  void aCellThatAnEarlierVersionTrainedIsScoredAsIfItWereNew() throws IOException {
    String data = "data: {labeled: 1, phantom_patients: 2, phantom_validation: 1}";
    TrainingOutcome whole = run(data);
    Files.delete(cell.resolve("checkpoints/final.safetensors"));

    TrainingOutcome again = run(data);

    assertThat(again.cases()).isEqualTo(whole.cases());
    assertThat(again.scored()).isEqualTo(whole.scored());
  }

  private TrainingOutcome run(String data) throws IOException {
    Path config =
        Files.writeString(
            temporary.resolve("bench.yaml"),
            """
            bench: {engines: [pytorch], devices: [cpu], methods: [supervised], seeds: [1], timing: {repeats: 0}}
            threads: 1
            method: {heads: [2, 1]}
            network: {channels: [4, 4, 8, 8], dropout: [0, 0, 0, 0]}
            train: {labeled_batch: 4, unlabeled_batch: 1, patch: [32, 32], iterations: 50, validate_every: 20, learning_rate: 0.1}
            """
                + data);
    BenchPlan plan =
        BenchPlan.of(new BenchConfigReader(Map.of(), temporary).read(config, List.of()));
    CellContext context =
        new CellContext(
            new BenchFolder(temporary.resolve("bench")),
            plan.cells().get(0),
            EnginePlugins.discover(),
            Permissions.NONE,
            temporary,
            share -> {},
            step -> {},
            warning -> {},
            () -> false);
    cell = context.path();
    return new TrainCell(context).run().orElseThrow().training();
  }

  private double summary(String evaluation) throws IOException {
    return JSON.readTree(cell.resolve(evaluation).resolve("summary.json").toFile())
        .at("/dice/mean")
        .asDouble();
  }

  private static double dice(JsonNode step) {
    return step.at("/val_dice/mean").asDouble();
  }
}
