package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.app.training.PhantomFolder;
import dev.icl.cli.Cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scan is not another patient's because it has another name. */
class TwoScansOfAPatientTest {
  @TempDir static Path folder;

  @BeforeAll
  static void trainOnTheFirstScansOfTwoPatients() throws IOException {
    new PhantomFolder(folder.resolve("scans")).writeTwoOfEach(4);
    split("train", "{labeled: [patient01_frame01], validation: [patient02_frame01]}");
    Outcome trained =
        new Cli(folder)
            .train(
                "run",
                "--set",
                "data={name: folder, root: scans, classes: [background, RV, Myo, LV]}",
                "--set",
                "data.split=train.yaml",
                "--set",
                "method.name=supervised",
                "--set",
                "train.validate_every=1");
    assertThat(trained.code()).isZero();
  }

  @Test
  void theOtherScanOfAPatientWhoWasTrainedOnIsRefused() throws IOException {
    split("trained", "{labeled: [patient03_frame01], test: [patient01_frame02]}");

    Outcome refused = evaluate("trained");

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .startsWith("patient01_frame02 of ")
        .contains("is by its name of the patient patient01, whom the network was trained on");
  }

  @Test
  void theOtherScanOfAPatientWhoChoseTheCheckpointIsRefused() throws IOException {
    split("chosen", "{labeled: [patient03_frame01], test: [patient02_frame02]}");

    Outcome refused = evaluate("chosen");

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .startsWith("patient02_frame02 of ")
        .contains("is by its name of the patient patient02, whose scans chose this");
  }

  @Test
  void orCountsAmongThoseThatChoseIt() throws IOException {
    split(
        "counted", "{labeled: [patient03_frame01], test: [patient02_frame02, patient04_frame01]}");

    Outcome allowed = evaluate("counted", "--allow-selection-on-test");

    assertThat(allowed.err()).isEmpty();
    assertThat(allowed.out()).contains("it was selected on 1 of the 2 cases scored here");
    JsonNode summary = new ObjectMapper().readTree(folder.resolve("counted/summary.json").toFile());
    assertThat(summary.at("/selection/on_scored_cases").asInt()).isEqualTo(1);
  }

  private static Outcome evaluate(String split, String... more) {
    String[] fixed = {
      "evaluate",
      "--checkpoint",
      folder + "/run/checkpoints/best.safetensors",
      "--split",
      "test",
      "--set",
      "data.split=" + split + ".yaml",
      "--out",
      folder + "/" + split
    };
    String[] all = new String[fixed.length + more.length];
    System.arraycopy(fixed, 0, all, 0, fixed.length);
    System.arraycopy(more, 0, all, fixed.length, more.length);
    return new Cli(folder).run(all);
  }

  private static void split(String name, String parts) throws IOException {
    Files.writeString(folder.resolve(name + ".yaml"), parts);
  }
}
