package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.app.training.PhantomFolder;
import dev.icl.cli.Cli.Outcome;
import dev.icl.data.Datasets;
import dev.icl.data.model.Dataset;
import dev.icl.data.phantom.PhantomProvider;
import dev.icl.data.settings.DataConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scans that a network has seen are recognised in another folder, format and type. */
class SeenScansTest {
  @TempDir private Path folder;

  @Test
  void convertedTrainingScansAreRefusedWhateverTheyAreCalled() throws IOException {
    trainOnPhantoms();
    Dataset phantoms = Datasets.open(DataConfig.of(new PhantomProvider()));
    Path nifti = folder.resolve("nifti");
    new PhantomFolder(nifti).writeTraining(phantoms, 2, ".nii.gz", false);
    Path hdf5 = folder.resolve("hdf5");
    new PhantomFolder(hdf5).writeTraining(phantoms, 2, ".h5", false);
    Path whole = folder.resolve("whole");
    new PhantomFolder(whole).writeTraining(phantoms, 2, ".nii", true);
    Path unseen = folder.resolve("unseen");
    new PhantomFolder(unseen).writeTraining(phantoms, 3, ".nii.gz", false);

    for (Path seen : List.of(nifti, hdf5, whole)) {
      Outcome refused = evaluate("final", seen, "other");
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err())
          .isEqualToIgnoringNewLines(
              "other of %s is the scan phantom002 of phantom, which the network was trained on: score it on scans it has not seen, or results are too good to be true."
                  .formatted(seen));
      assertThat(folder.resolve("out")).doesNotExist();
    }

    Outcome scored = evaluate("final", unseen, "other");
    assertThat(scored.code()).as(scored.err()).isZero();
    assertThat(scored.out()).doesNotContain("names of patients alone");
    assertThat(
            new ObjectMapper()
                .readTree(folder.resolve("out/summary.json").toFile())
                .get("seen_scans_by")
                .asText())
        .isEqualTo("content");
  }

  @Test
  void convertedScansThatChoseTheCheckpointAreKnownAgainAndCounted() throws IOException {
    trainOnPhantoms();
    Path scans = folder.resolve("scans");
    new PhantomFolder(scans).write(2, 2);

    Outcome refused = evaluate("best", scans, "case01");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .hasLineCount(1)
        .contains("case01 of " + scans + " is the scan validation001 of phantom, which chose");

    Outcome allowed = evaluate("best", scans, "case01", "--allow-selection-on-test");
    assertThat(allowed.out()).contains("it was selected on the case scored here");
    assertThat(evaluate("final", scans, "case01").code()).isZero();
  }

  /** Two folders may both have a case01, of two patients. */
  @Test
  void aNameInAnotherFolderIsAnotherPatientsWhereTheScansTell() throws IOException {
    Path here = folder.resolve("here");
    new PhantomFolder(here).write(2, 3);
    Path there = folder.resolve("there");
    new PhantomFolder(there)
        .writeTraining(Datasets.open(DataConfig.of(new PhantomProvider())), 3, ".nii", true);
    Files.move(there.resolve("images/other.nii"), there.resolve("images/case01.nii"));
    Files.move(there.resolve("labels/other.nii.gz"), there.resolve("labels/case01.nii.gz"));
    Path split =
        Files.writeString(
            folder.resolve("train.yaml"), "{labeled: [case01], validation: [case02]}");
    String data =
        "data={name: folder, root: '%s', split: '%s', classes: [background, RV, Myo, LV]}";
    Outcome trained =
        new Cli(folder)
            .train("run", "--set", data.formatted(here, split), "--set", "method.name=supervised");
    assertThat(trained.code()).as(trained.err()).isZero();

    Outcome elsewhere = evaluate("final", there, "case01");

    assertThat(elsewhere.code()).as(elsewhere.err()).isZero();
  }

  @Test
  void scansThatTheMethodDidNotLearnFromAreNotTakenForThoseOfTheTraining() throws IOException {
    trainOnPhantoms("--set", "method.name=supervised");
    Dataset phantoms = Datasets.open(DataConfig.of(new PhantomProvider()));
    Path labelled = folder.resolve("labelled");
    new PhantomFolder(labelled).writeTraining(phantoms, 1, ".nii.gz", false);
    Path unlabelled = folder.resolve("unlabelled");
    new PhantomFolder(unlabelled).writeTraining(phantoms, 2, ".nii.gz", false);

    assertThat(evaluate("final", labelled, "other").err())
        .contains("is the scan phantom001 of phantom, which the network was trained on");
    Outcome scored = evaluate("final", unlabelled, "other");
    assertThat(scored.code()).as(scored.err()).isZero();
  }

  private void trainOnPhantoms(String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--set",
                "data={labeled: 1, phantom_patients: 2, phantom_validation: 2}",
                "--set",
                "train.validate_every=1"));
    settings.addAll(List.of(more));
    Outcome trained = new Cli(folder).train("run", settings.toArray(String[]::new));
    assertThat(trained.code()).as(trained.err()).isZero();
  }

  private Outcome evaluate(String checkpoint, Path scans, String name, String... more)
      throws IOException {
    Path split = folder.resolve("split.yaml");
    Files.writeString(split, "{test: [%s]}".formatted(name));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "evaluate",
                "--checkpoint",
                folder + "/run/checkpoints/" + checkpoint + ".safetensors",
                "--split",
                "test",
                "--set",
                "data={name: folder, root: '%s', split: '%s', classes: [background, RV, Myo, LV]}"
                    .formatted(scans, split)));
    arguments.addAll(List.of(more));
    if (more.length == 0) {
      arguments.addAll(List.of("--out", folder.resolve("out").toString()));
    }
    return new Cli(folder).run(arguments.toArray(String[]::new));
  }
}
