package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.app.config.RunConfigReader;
import dev.icl.app.run.Training;
import dev.icl.app.training.PhantomFolder;
import dev.icl.cli.Cli.Outcome;
import dev.icl.core.error.UserException;
import dev.icl.data.model.FirstPass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A scan that is in a dataset twice is found before a training, whatever it is called. */
class TwinScansTest {
  private static final String DATA =
      "data={name: folder, root: scans, split: split.yaml, classes: [background, RV, Myo, LV]}";

  @TempDir Path folder;

  @BeforeEach
  void aCopyOfTheFirstScan() throws IOException {
    new PhantomFolder(folder.resolve("scans")).write(4, 4);
    for (String kind : new String[] {"images", "labels"}) {
      Path scans = folder.resolve("scans").resolve(kind);
      Files.copy(scans.resolve("case01.nii.gz"), scans.resolve("twin.nii.gz"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "labeled: [case01, case02], unlabeled: [case03], validation: [case04, twin]",
        "labeled: [case02], unlabeled: [case01, case03], validation: [twin]"
      })
  void oneThatIsTrainedOnAndOfValidationIsRefusedBeforeTheTraining(String split)
      throws IOException {
    split(split);

    Outcome checked = icl("data", "check", "scans", "--set", DATA);
    assertThat(checked.code()).isEqualTo(2);
    assertThat(checked.out()).endsWith("1 problem.\n");
    assertThat(checked.err())
        .hasLineCount(1)
        .contains(
            folder.resolve("scans/images/case01.nii.gz") + " (",
            "labeled) and " + folder.resolve("scans/images/twin.nii.gz") + " (validation)",
            "are the same scan");

    Outcome trained = new Cli(folder).train("run", "--set", DATA);
    assertThat(trained.code()).isEqualTo(2);
    assertThat(trained.err())
        .contains(
            "case01 (trained on) and twin (validation) of %s are the same scan"
                .formatted(folder.resolve("scans")));
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "labeled: [case01], unlabeled: [case02], validation: [case03], test: [case04, twin]",
        "labeled: [case02], unlabeled: [case03], validation: [case01], test: [twin]"
      })
  void oneOfTheTestsIsRefusedWhereANetworkWouldBeScoredOnIt(String split) throws IOException {
    split(split);

    Outcome checked = icl("data", "check", "scans", "--set", DATA);
    assertThat(checked.code()).isEqualTo(2);
    assertThat(checked.err()).hasLineCount(1).contains("twin.nii.gz (test) are the same scan");

    Training training = training();
    assertThatThrownBy(training::requireSeparateTests)
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("case01 (")
        .hasMessageContaining(") and twin (test) of " + folder.resolve("scans"));
  }

  @Test
  void oneThatIsTrainedOnTwiceIsNoted() throws IOException {
    split("labeled: [case01, case02], unlabeled: [case03, twin], validation: [case04]");

    Outcome checked = icl("data", "check", "scans", "--set", DATA);
    assertThat(checked.code()).as(checked.err()).isZero();
    assertThat(checked.out())
        .contains(
            "case01.nii.gz (labeled) and " + folder.resolve("scans/images/twin.nii.gz"),
            "(unlabeled) are the same scan, which is trained on twice");
    training().requireSeparateTests();
  }

  @Test
  void oneWithoutLabelsDoesNotMatterToAMethodThatDoesNotLearnFromIt() throws IOException {
    split("labeled: [case02], unlabeled: [case01], validation: [twin]");

    training("method.name=supervised").requireSeparateTests();
    assertThatThrownBy(() -> training("method.name=icl"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("case01 (trained on) and twin (validation) of ");
  }

  private Training training() {
    return training("method.name=icl");
  }

  private Training training(String method) {
    return Training.of(
        new RunConfigReader(Map.of(), folder)
            .read(Optional.empty(), List.of(DATA, "train.patch=[16, 16]", method)),
        FirstPass.SILENT);
  }

  private void split(String split) throws IOException {
    Files.writeString(folder.resolve("split.yaml"), "{" + split + "}");
  }

  private Outcome icl(String... arguments) {
    return new Cli(folder).run(arguments);
  }
}
