package dev.icl.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.checkpoint.DataFacts;
import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.app.training.PhantomFolder;
import dev.icl.core.checkpoint.Facts;
import dev.icl.data.Datasets;
import dev.icl.data.catalog.InputRules;
import dev.icl.data.catalog.InputScan;
import dev.icl.data.catalog.LabelRule;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.model.Dataset;
import dev.icl.data.sample.Sample;
import dev.icl.data.scan.Scan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoredDataTest {
  private static final List<String> NAMES = List.of("background", "RV", "Myo", "LV");

  @TempDir private Path folder;

  @BeforeEach
  void writeScans() throws IOException {
    new PhantomFolder(folder).write(2, 2);
    Files.writeString(folder.resolve("split.yaml"), "{labeled: [case01], validation: [case02]}");
  }

  @Test
  void intensitiesAreThoseThatThePredictionOfTheScanSees() {
    for (String trained : List.of("amos22", "la", "acdc")) {
      InputRules rules = rules(trained);

      Sample scored = open(facts(trained, rules), "").validationScan(0);

      Scan scan = VolumeFormats.installed().readImage(folder.resolve("images/case02.nii.gz"));
      InputScan predicted =
          InputScan.of("case02", scan, rules.reading(scan.order()), rules.preprocess());
      assertThat(scored.image()).as(trained).isEqualTo(predicted.sample().image());
      assertThat(scored.label()).isPresent();
    }
  }

  @Test
  void theSameDatasetIsReadByItsOwnRules() {
    float[] own = Datasets.open(config("").data()).validationScan(0).image();

    assertThat(open(facts("folder", rules("amos22")), "").validationScan(0).image()).isEqualTo(own);
    assertThat(open(Facts.NONE, "").validationScan(0).image())
        .as("a checkpoint of an earlier release")
        .isEqualTo(own);
  }

  @Test
  void aFolderWithoutClassNamesIsLabelledAsTheScansOfTheTraining() {
    InputRules rules = rules("brats19").with(new LabelRule(List.of(0, 1, 1, 1)));
    Facts facts =
        facts("brats19", rules).with(DataFacts.CLASS_NAMES, List.of("background", "heart"));

    Dataset scored = open(facts, "classes=[]");

    assertThat(scored.classNames()).containsExactly("background", "heart");
    byte[] stored = open(Facts.NONE, "").validationScan(0).label().orElseThrow();
    byte[] heart = scored.validationScan(0).label().orElseThrow();
    for (int i = 0; i < stored.length; i++) {
      assertThat(heart[i]).isEqualTo((byte) Math.min(stored[i], 1));
    }
  }

  @Test
  void oneWithNamesIsLabelledByThem() {
    Facts facts =
        facts("brats19", rules("brats19")).with(DataFacts.CLASS_NAMES, List.of("no", "yes"));

    assertThat(open(facts, "").classNames()).isEqualTo(NAMES);
  }

  private static Facts facts(String dataset, InputRules rules) {
    return Facts.NONE
        .with(DataFacts.DATASET, dataset)
        .with(DataFacts.CLASS_NAMES, NAMES)
        .with(DataFacts.INPUT_RULES, rules);
  }

  private InputRules rules(String dataset) {
    return Datasets.inputRules(read(List.of("data={name: %s, root: x}".formatted(dataset))).data());
  }

  private Dataset open(Facts facts, String more) {
    return ScoredData.open(config(more).data(), facts);
  }

  private RunConfig config(String more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "data={name: folder, root: ., split: split.yaml, classes: [background, RV, Myo, LV]}"));
    if (!more.isEmpty()) {
      settings.add("data." + more);
    }
    return read(settings);
  }

  private RunConfig read(List<String> settings) {
    return new RunConfigReader(Map.of(), folder).read(Optional.empty(), settings);
  }
}
