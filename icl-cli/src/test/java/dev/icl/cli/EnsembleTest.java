package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.icl.cli.Cli.Outcome;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.Scan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several checkpoints as one. */
class EnsembleTest extends TrainingFolder {
  @BeforeEach
  void twoNetworks() {
    assertThat(train("run", "--set", "seed=1").code()).isZero();
    assertThat(train("other", "--set", "seed=2", "--set", "network.channels=[2, 2, 4, 8]").code())
        .isZero();
  }

  @Test
  void scansAreSegmentedScoredAndRankedTogether() throws IOException {
    new TinyScans(folder).image("scans/a.nii.gz").image("scans/b.nii.gz");

    Outcome predicted =
        icl("predict", "scans", "--out", "out", "--save-probabilities", "--uncertainty");
    Outcome scored = icl("evaluate", "--out", folder.resolve("scores").toString());
    Outcome ranked = icl("rank", "scans", "--out", "ranks.csv", "--top", "1");

    assertThat(predicted.err()).isEmpty();
    assertThat(predicted.code()).isZero();
    assertThat(json("out/predictions.json").get("networks").asInt()).isEqualTo(2);
    Scan probabilities =
        VolumeFormats.installed().readImage(folder.resolve("out/probabilities/b.nii.gz"));
    assertThat(probabilities.shape()).isEqualTo(Shape.of(4, 3, 2, 4));
    double sum = 0;
    for (int c = 0; c < 4; c++) {
      sum += probabilities.at(1, 2, 1, c);
    }
    assertThat(sum).isBetween(0.9999, 1.0001);
    assertThat(folder.resolve("out/uncertainty/a.nii.gz")).exists();
    assertThat(scored.err()).isEmpty();
    assertThat(scored.out()).contains("2 networks, which no score selected.");
    JsonNode summary = json("scores/summary.json");
    assertThat(summary.get("networks").asInt()).isEqualTo(2);
    assertThat(summary.at("/inference/overlap").toString()).isEqualTo("[0.5]");
    assertThat(ranked.code()).isZero();
    assertThat(Files.readAllLines(folder.resolve("ranks.csv")))
        .hasSize(2)
        .first()
        .isEqualTo("rank,case,uncertainty,foreground_voxels,region_voxels,file");
  }

  private Outcome icl(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command));
    for (String run : List.of("run", "other")) {
      arguments.add("--checkpoint");
      arguments.add(folder.resolve(run).toString());
    }
    arguments.addAll(List.of(more));
    return new Cli(folder).run(arguments.toArray(String[]::new));
  }

  private JsonNode json(String file) throws IOException {
    return JSON.readTree(Path.of(folder.toString(), file).toFile());
  }
}
