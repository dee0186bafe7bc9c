package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.app.training.PhantomFolder;
import dev.icl.cli.Cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanDataCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void fourScansOfWhichThreeAreLabelled() {
    new PhantomFolder(folder.resolve("scans")).write(4, 3);
  }

  @Test
  void aProposalTrains() throws IOException {
    Outcome planned =
        icl("data", "plan", "scans", "--rank", "3", "--memory", "0.01", "--out", "plan.yaml");
    assertThat(planned.code()).isZero();
    assertThat(planned.out())
        .isEqualTo(
            "The configuration is in plan.yaml; train with icl train --config plan.yaml --out FOLDER.\n");
    String yaml = Files.readString(folder.resolve("plan.yaml"));
    assertThat(yaml)
        .startsWith("# Proposed for folder in ")
        .contains("  name: unet\n  plan: given\n", "  kernels: [[1, 3, 3], ", "  mixer: axial\n");

    Outcome trained =
        icl(
            "train",
            "--config",
            folder.resolve("plan.yaml").toString(),
            "--out",
            folder.resolve("run").toString(),
            "--set",
            "train={iterations: 1, validate_every: 1}",
            "--set",
            "device=cpu");

    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(folder.resolve("run/checkpoints/final.safetensors")).isRegularFile();
    assertThat(icl("data", "plan", "scans", "--out", "plan.yaml").err())
        .contains("plan.yaml exists");
  }

  @Test
  void aProposalIsPrintedWithItsReasons() {
    Outcome planned = icl("data", "plan", "scans", "--memory", "0.01");

    assertThat(planned.code()).isZero();
    assertThat(planned.out())
        .contains("# Memory: 0.01 GB as nnU-Net counts it", "classes: [background, class1, class2");
  }

  @Test
  void programsGetTheFingerprintAndBothPlans() throws IOException {
    Outcome planned = icl("data", "plan", "scans", "--memory", "0.01", "--residual", "--json");

    JsonNode json = new ObjectMapper().readTree(planned.out());
    assertThat(json.at("/fingerprint/scans")).hasSize(4);
    assertThat(json.at("/fingerprint/scans/0/spacing")).hasSize(3);
    assertThat(json.at("/fingerprint/intensities/0/mean").isNumber()).isTrue();
    assertThat(json.at("/fingerprint/frequencies")).hasSize(4);
    assertThat(json.get("plans")).hasSize(2);
    assertThat(json.at("/plans/1/patch")).hasSize(3);
    assertThat(json.get("rank").asInt()).isEqualTo(2);
    assertThat(json.get("configuration").asText()).contains("encoder: residual");
  }

  @Test
  void folderThatCannotBeReadIsRefusedInASentence() throws IOException {
    Files.writeString(folder.resolve("scans/images/case01.nii.gz"), "broken");

    Outcome planned = icl("data", "plan", "scans");

    assertThat(planned.code()).isEqualTo(2);
    assertThat(planned.out()).isEmpty();
    assertThat(planned.err()).contains("case01.nii.gz is not gzip");
    assertThat(icl("data", "plan", "nowhere").err()).contains("nowhere does not exist");
    assertThat(icl("data", "plan", "scans", "--memory", "-1").err())
        .contains("--memory: -1.0 GB cannot hold a training");
  }

  private Outcome icl(String... arguments) {
    return new Cli(folder).run(arguments);
  }
}
