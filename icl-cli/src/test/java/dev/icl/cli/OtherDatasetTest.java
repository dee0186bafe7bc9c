package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.icl.app.training.PhantomFolder;
import dev.icl.cli.Cli.Outcome;
import dev.icl.core.checkpoint.Safetensors;
import dev.icl.core.checkpoint.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network whose dataset and method came from plugins that are not here any more. */
class OtherDatasetTest {
  @TempDir private Path folder;

  @Test
  void itIsScoredOnAFolderAndSegmentsScans() throws IOException {
    assertThat(
            new Cli(folder)
                .trainUntilEveryClassIsFound(
                    "run", "--set", "data={phantom_patients: 4, phantom_validation: 1}")
                .code())
        .isZero();
    Path network = ofPlugins(folder.resolve("run/checkpoints/final.safetensors"));
    new PhantomFolder(folder.resolve("scans")).write(4, 4);
    Files.writeString(
        folder.resolve("split.yaml"), "{labeled: [case02], validation: [case03], test: [case04]}");

    Outcome scored =
        icl(
            "evaluate",
            "--checkpoint",
            network.toString(),
            "--set",
            "method.name=supervised",
            "--set",
            "data={name: folder, root: scans, split: split.yaml}",
            "--out",
            folder.resolve("scores").toString());
    Outcome predicted =
        icl("predict", "--checkpoint", network.toString(), "--out", "labels", "scans/images");
    Outcome refused = icl("evaluate", "--checkpoint", network.toString());

    assertThat(scored.err()).isEmpty();
    assertThat(scored.out()).contains("Scored on the test cases.", "RV", "Myo", "LV");
    assertThat(
            new ObjectMapper()
                .readTree(folder.resolve("scores/summary.json").toFile())
                .at("/dice/mean")
                .asDouble())
        .isGreaterThan(0.01);
    assertThat(predicted.err()).isEmpty();
    assertThat(folder.resolve("labels/case04.nii.gz")).exists();
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("data.name: there is no dataset 'tiles'");
  }

  /** The checkpoint as one of plugins; without a checksum, as old releases wrote them. */
  private Path ofPlugins(Path checkpoint) throws IOException {
    YAMLMapper yaml = new YAMLMapper();
    Map<String, String> metadata;
    try (SafetensorsFile file = SafetensorsFile.open(checkpoint)) {
      metadata = new HashMap<>(file.metadata());
    }
    metadata.remove("sha256");
    metadata.put("icl_format", "1");
    metadata.put("data", "tiles");
    ObjectNode config = (ObjectNode) yaml.readTree(metadata.get("config"));
    config.set("data", yaml.readTree("{name: tiles, root: /nowhere, tile: 3, labeled: 2}"));
    config.set("method", yaml.readTree("{name: pseudo-labels, threshold: 0.9}"));
    metadata.put("config", yaml.writeValueAsString(config));
    Path target = folder.resolve("of-plugins.safetensors");
    Safetensors.write(target, metadata, Safetensors.readAll(checkpoint));
    return target;
  }

  private Outcome icl(String... arguments) {
    return new Cli(folder).run(List.of(arguments).toArray(String[]::new));
  }
}
