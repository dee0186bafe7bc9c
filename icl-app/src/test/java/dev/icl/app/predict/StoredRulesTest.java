package dev.icl.app.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.icl.app.checkpoint.DataFacts;
import dev.icl.app.config.RunConfigReader;
import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.checkpoint.Facts;
import dev.icl.core.checkpoint.Safetensors;
import dev.icl.core.checkpoint.SafetensorsFile;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.Datasets;
import dev.icl.data.catalog.InputRules;
import dev.icl.data.sample.Sample;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests that a checkpoint segments by the rules that it stores, regardless of the provider of its
 * dataset.
 */
class StoredRulesTest {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String FACT = DataFacts.INPUT_RULES.key();
  private static final Affine GRID = Affine.ofRows(-1.4, 0, 0, 10, 0, 1.4, 0, 20, 0, 0, 8, 30);

  @TempDir static Path shared;
  @TempDir Path folder;

  private static Path checkpoint;

  @BeforeAll
  static void train() {
    checkpoint = TinyTraining.run(shared);
  }

  @Test
  void aTrainingTellsThem() {
    try (Checkpoint trained = Checkpoint.open(checkpoint)) {
      assertThat(trained.info().facts().texts())
          .containsEntry(
              "input_rules",
              "{\"first_fastest\":{\"axis\":\"THIRD\",\"intensities\":\"min_max\"},"
                  + "\"last_fastest\":{\"axis\":\"FIRST\",\"intensities\":\"min_max\"},"
                  + "\"preprocess\":{\"orientation\":\"\",\"spacing\":[],\"crop\":\"NONE\","
                  + "\"crop_margin\":0,\"window\":[],\"percentiles\":[],\"normalize\":\"AUTO\"},"
                  + "\"labels\":{\"class_of\":[0,1,2,3]}}");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: phantom}",
        "{name: acdc, root: /nowhere}",
        "{name: la, root: /nowhere}",
        "{name: brats19, root: /nowhere}",
        "{name: amos22, root: /nowhere}",
        "{name: folder, root: /nowhere, classes: [background, RV, Myo, LV]}",
        "{name: acdc, root: /nowhere, slice_axis: second}",
        "{name: amos22, root: /nowhere, preprocess: {orientation: RAS, spacing: [1.9, 1.7, 0]}}",
        "{name: acdc, root: /nowhere, preprocess: {crop: nonzero, percentiles: [1, 99]}}"
      })
  void theyGiveTheLabelsThatTheRulesOfTheDatasetGive(String data) throws IOException {
    InputRules rules =
        Datasets.inputRules(
            new RunConfigReader(Map.of(), folder)
                .read(Optional.empty(), List.of("data=" + data))
                .data());
    Path old = rewritten("old.safetensors", data, Optional.empty());
    Path told =
        rewritten("told.safetensors", "{name: elsewhere, tiles: 3, root: x}", Optional.of(rules));
    Set<Integer> found = new HashSet<>();

    for (Scan scan : List.of(phantom(), phantom().reversed())) {
      byte[] labels = labels(told, scan);
      assertThat(labels).isEqualTo(labels(old, scan));
      for (byte label : labels) {
        found.add((int) label);
      }
    }

    assertThat(found).hasSizeGreaterThan(1);
  }

  @Test
  void theMethodOfTheTrainingNeedNotBeKnownEither() throws IOException {
    InputRules rules;
    try (Checkpoint trained = Checkpoint.open(checkpoint)) {
      rules = trained.info().facts().require(DataFacts.INPUT_RULES);
    }
    Path told =
        rewritten(
            "told.safetensors",
            "{name: elsewhere}",
            Optional.of(rules),
            "{name: pseudo-labels, threshold: 0.9}");

    assertThat(labels(told, phantom())).isEqualTo(labels(checkpoint, phantom()));
  }

  @Test
  void withoutThemTheDatasetMustBeKnown() throws IOException {
    Path old = rewritten("old.safetensors", "{name: elsewhere}", Optional.empty());

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> Segmenter.load(old))
        .withMessageContaining("data.name: there is no dataset 'elsewhere'");
  }

  private static byte[] labels(Path network, Scan scan) {
    try (Segmenter segmenter = Segmenter.load(network)) {
      return segmenter.segment(scan).voxels().toBytes();
    }
  }

  /** The checkpoint with another section {@code data} and other rules. */
  private Path rewritten(String name, String data, Optional<InputRules> rules) throws IOException {
    return rewritten(name, data, rules, "{name: supervised}");
  }

  private Path rewritten(String name, String data, Optional<InputRules> rules, String method)
      throws IOException {
    Map<String, String> metadata;
    try (SafetensorsFile file = SafetensorsFile.open(checkpoint)) {
      metadata = new HashMap<>(file.metadata());
    }
    metadata.remove("sha256");
    metadata.put("icl_format", "1");
    ObjectNode config = (ObjectNode) YAML.readTree(metadata.get("config"));
    config.set("data", YAML.readTree(data));
    config.set("method", YAML.readTree(method));
    metadata.put("config", YAML.writeValueAsString(config));
    metadata.remove(FACT);
    rules.ifPresent(r -> metadata.putAll(Facts.NONE.with(DataFacts.INPUT_RULES, r).texts()));
    Path target = folder.resolve(name);
    Safetensors.write(target, metadata, Safetensors.readAll(checkpoint));
    return target;
  }

  /** A phantom as NIfTI has it, in Hounsfield units. */
  private static Scan phantom() {
    Sample volume =
        Datasets.open(
                new RunConfigReader(Map.of(), Path.of("/"))
                    .read(Optional.empty(), List.of())
                    .data())
            .validationScan(0);
    float[] image = volume.image().clone();
    for (int i = 0; i < image.length; i++) {
      image[i] = 400 * image[i] - 125;
    }
    Shape shape = Shape.of(volume.size(2), volume.size(1), volume.size(0));
    return Scan.of(shape, AxisOrder.FIRST_FASTEST, Voxels.of(image)).withAffine(GRID);
  }
}
