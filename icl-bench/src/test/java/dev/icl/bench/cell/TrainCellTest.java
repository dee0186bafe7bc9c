package dev.icl.bench.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.training.PhantomFolder;
import dev.icl.bench.config.BenchConfigReader;
import dev.icl.bench.matrix.BenchFolder;
import dev.icl.bench.matrix.BenchPlan;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.error.UserException;
import dev.icl.report.record.TrainingOutcome.CaseScores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCellTest {
  @TempDir private Path temporary;

  @Test
  void everyScoreTellsWhoseScanItIsOf() throws IOException {
    new PhantomFolder(temporary.resolve("scans")).writeTwoOfEach(3);
    Files.writeString(
        temporary.resolve("split.yaml"),
        "{labeled: [patient01_frame01, patient01_frame02],"
            + " validation: [patient02_frame01, patient02_frame02, patient03_frame01]}");
    Path config =
        Files.writeString(
            temporary.resolve("bench.yaml"),
            """
            bench: {engines: [pytorch], devices: [cpu], methods: [supervised], seeds: [1], timing: {repeats: 0}}
            threads: 1
            method: {heads: [2, 1]}
            network: {channels: [2, 4, 8, 8], dropout: [0, 0, 0, 0]}
            data: {name: folder, root: scans, split: split.yaml, classes: [background, RV, Myo, LV]}
            train: {labeled_batch: 1, unlabeled_batch: 1, patch: [16, 16], iterations: 1}
            """);

    List<CaseScores> cases = new TrainCell(context(config)).run().orElseThrow().training().cases();

    assertThat(cases)
        .extracting(CaseScores::name, CaseScores::patient)
        .contains(
            tuple("patient02_frame01", "patient02"),
            tuple("patient02_frame02", "patient02"),
            tuple("patient03_frame01", "patient03"));
    assertThat(cases).extracting(CaseScores::patient).containsOnly("patient02", "patient03");
  }

  @Test
  void aTestScanThatIsTrainedOnUnderAnotherNameIsRefusedBeforeTheTraining() throws IOException {
    new PhantomFolder(temporary.resolve("scans")).write(3, 3);
    for (String kind : List.of("images", "labels")) {
      Path scans = temporary.resolve("scans").resolve(kind);
      Files.copy(scans.resolve("case01.nii.gz"), scans.resolve("twin.nii.gz"));
    }
    Files.writeString(
        temporary.resolve("split.yaml"),
        "{labeled: [case01], unlabeled: [case02], validation: [case03], test: [twin]}");
    Path config =
        Files.writeString(
            temporary.resolve("bench.yaml"),
            """
            bench: {engines: [pytorch], devices: [cpu], methods: [supervised], seeds: [1], timing: {repeats: 0}}
            network: {channels: [2, 4], dropout: [0, 0]}
            data: {name: folder, root: scans, split: split.yaml, classes: [background, RV, Myo, LV]}
            train: {labeled_batch: 1, unlabeled_batch: 1, patch: [16, 16], iterations: 1}
            """);
    CellContext context = context(config);

    assertThatThrownBy(() -> new TrainCell(context).run())
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("case01 (trained on) and twin (test) of ");
    assertThat(context.path()).doesNotExist();
  }

  private CellContext context(Path config) {
    return new CellContext(
        new BenchFolder(temporary.resolve("bench")),
        BenchPlan.of(new BenchConfigReader(Map.of(), temporary).read(config, List.of()))
            .cells()
            .get(0),
        EnginePlugins.discover(),
        Permissions.NONE,
        temporary,
        share -> {},
        step -> {},
        warning -> {},
        () -> false);
  }
}
