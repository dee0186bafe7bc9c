package dev.icl.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.icl.app.config.ConfigHistory;
import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.app.config.RunConfigWriter;
import dev.icl.app.run.Resumption.State;
import dev.icl.core.checkpoint.Facts;
import dev.icl.core.error.UserException;
import dev.icl.core.settings.NamedSettings;
import dev.icl.data.Datasets;
import dev.icl.data.model.Dataset;
import dev.icl.data.model.LabeledSplit;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResumptionTest {
  private static final RunConfig BEFORE = config();
  private static final RunConfig OTHER_RATE = config("train.learning_rate=0.02");
  private static final String BOTH_KINDS =
      "in a training these cannot change: seed was 1337 and is now 2, data.labeled was 3 and is now 5;"
          + " others can with --allow-changes alone: method.consistency_weight was 50.0 and is now"
          + " 10.0, train.learning_rate was 0.01 and is now 0.02; set all of them as they were";

  @TempDir private Path temporary;

  private final List<String> notices = new ArrayList<>();
  private RunFolder folder;
  private State state;

  @BeforeEach
  void trainedFor100Steps() {
    folder = new RunFolder(temporary);
    state = new State(folder.last(), 100, RunConfigWriter.toYaml(BEFORE), 1);
  }

  @Test
  void everyKeyThatMustNotChangeIsNamedAtOnce() {
    RunConfig now =
        config(
            "seed=2",
            "data.labeled=5",
            "train.learning_rate=0.02",
            "method.consistency_weight=10",
            "threads=3");

    assertRefused(now, false, "last.safetensors is of other settings, and ", BOTH_KINDS);
  }

  @Test
  void whatNeverChangesIsRefusedWithConsentToo() {
    RunConfig now = config("train.patch=[128, 128]", "train.learning_rate=0.02");

    assertRefused(
        now,
        true,
        "cannot change: train.patch was [256, 256] and is now [128, 128]; set them as they were, or"
            + " start anew in another folder.");
  }

  @Test
  void whatMayChangeIsNotedWithTheIterationFromWhichItHolds() {
    RunConfig now = config("engine=tensorflow", "train.iterations=40000");

    ConfigHistory history = accept(now, false);

    assertThat(history.toYaml())
        .isEqualTo(
            """
            history:
              - from_iteration: 100
                changes:
                  engine: {was: pytorch, now: tensorflow}
                  train.iterations: {was: 30000, now: 40000}
            """);
    assertThat(notices)
        .containsExactly(
            "From iteration 100 on, as config.yaml says: engine was pytorch and is now tensorflow,"
                + " train.iterations was 30000 and is now 40000.");
  }

  @Test
  void anythingElseNeedsConsent() {
    assertRefused(
        OTHER_RATE,
        false,
        "is of other settings: train.learning_rate was 0.01 and is now 0.02; set them as they were, or"
            + " add --allow-changes");

    assertThat(accept(OTHER_RATE, true).entries()).hasSize(1);
  }

  @Test
  void anotherNumberOfProcessesIsNamedWithTheKeys() {
    state = new State(folder.last(), 100, RunConfigWriter.toYaml(BEFORE), 2);

    assertRefused(
        OTHER_RATE, false, "train.learning_rate was", ", --ranks was 2 and is now 1; set");
    ConfigHistory history = accept(BEFORE, true);
    assertThat(history.toYaml()).contains("--ranks: {was: 2, now: 1}");
    assertThat(ConfigHistory.in(RunConfigWriter.toYaml(BEFORE) + history.toYaml()))
        .isEqualTo(history);
  }

  /** The folder tells of its end, and no step is left that processes could divide. */
  @Test
  void anotherNumberOfProcessesIsNothingToATrainingThatHasEnded() {
    state = new State(folder.last(), 30_000, RunConfigWriter.toYaml(BEFORE), 2);
    assertRefused(BEFORE, false, "--ranks was 2 and is now 1");

    RunFolder.write(folder.summary(), "{\"iterations\": 30000}");

    assertThat(accept(BEFORE, false)).isEqualTo(ConfigHistory.NONE);
    assertRefused(config("train.iterations=40000"), false, "--ranks was 2 and is now 1");
    assertRefused(OTHER_RATE, false, "train.learning_rate was 0.01 and is now 0.02; set them");
  }

  @Test
  void theHistoryOutlivesSeveralResumptions() {
    ConfigHistory first = accept(OTHER_RATE, true);
    state = new State(folder.last(), 150, RunConfigWriter.toYaml(OTHER_RATE) + first.toYaml(), 1);

    ConfigHistory second = accept(config("train.learning_rate=0.02", "threads=2"), false);

    assertThat(second.entries()).extracting(ConfigHistory.Entry::from).containsExactly(100, 150);
    assertThat(accept(OTHER_RATE, false)).isEqualTo(first);
  }

  @Test
  void consentHoldsUntilTheNextCheckpointIsThere() throws IOException {
    ConfigHistory allowed = accept(OTHER_RATE, true);
    // killed before another checkpoint
    Files.writeString(folder.config(), RunConfigWriter.toYaml(OTHER_RATE) + allowed.toYaml());

    assertThat(accept(OTHER_RATE, false)).isEqualTo(allowed);
    assertRefused(config("train.learning_rate=0.03"), false, "is now 0.03");
  }

  @Test
  void aConfigurationThatWasEditedByHandIsNoConsent() throws IOException {
    Files.writeString(folder.config(), RunConfigWriter.toYaml(OTHER_RATE));

    assertRefused(OTHER_RATE, false, "train.learning_rate was 0.01 and is now 0.02");
  }

  @Test
  void aTrainingThatEndedBeforeItsFirstCheckpointIsHeldAgainstItsConfiguration()
      throws IOException {
    Files.writeString(folder.config(), RunConfigWriter.toYaml(BEFORE));

    new Resumption(folder, false).check(config("threads=2"), 1);

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> new Resumption(folder, false).check(config("seed=2"), 1))
        .withMessageContainingAll("config.yaml is of other settings", "seed was 1337 and is now 2");
  }

  /** A quarter of 30 000 steps are its pre-training, which is chosen from by validations. */
  @ParameterizedTest
  @CsvSource({
    "bcp, best, 7499, true",
    "bcp, best_network, 100, true",
    "bcp, last, 100, false",
    "bcp, best, 7500, false",
    "supervised, best, 100, false"
  })
  void whenToValidateNeedsConsentWhereItDecidesWhatAPretrainingLeaves(
      String method, String start, int iteration, boolean needsConsent) {
    String[] settings = {
      "method={name: %s, copy_paste: {start: %s}}".formatted(method, start),
      "train.unlabeled_batch=8"
    };
    state = new State(folder.last(), iteration, RunConfigWriter.toYaml(config(settings)), 1);
    RunConfig now = config(settings[0], settings[1], "train.validate_every=100");

    if (needsConsent) {
      assertRefused(now, false, "other settings: train.validate_every was 200 and is now 100; set");
    }

    assertThat(accept(now, needsConsent).entries()).hasSize(1);
  }

  @Test
  void labelsOfOtherScansAreOtherData() {
    Dataset phantom =
        Datasets.open(config("data.phantom_patients=3", "data.phantom_validation=1").data());
    LabeledSplit one = phantom.labeledSplit(1);
    DataIdentity trained = DataIdentity.of(phantom, one);

    trained.requireSame(folder.last(), trained.noted(Facts.NONE));
    trained.requireSame(folder.last(), Facts.NONE);

    for (LabeledSplit other :
        List.of(phantom.labeledSplit(2), new LabeledSplit(one.unlabeled(), one.labeled()))) {
      assertThatExceptionOfType(UserException.class)
          .isThrownBy(
              () ->
                  DataIdentity.of(phantom, other)
                      .requireSame(folder.last(), trained.noted(Facts.NONE)))
          .withMessageContaining("was trained with labels of other scans");
    }
  }

  /** As Training writes it: with the lists that followed from the images. */
  @Test
  void aPlannedNetworkGoesOnAsItWasPlanned() {
    String[] asked = {"method.name=supervised", "network.name=unet", "train.patch=[32, 32]"};
    RunConfig planned = config(asked);
    NamedSettings resolved =
        Networks.resolved(planned.network(), new ImageSpec(1, 4, List.of(32, 32)));
    state = new State(folder.last(), 100, RunConfigWriter.toYaml(planned.withNetwork(resolved)), 1);

    assertThat(accept(planned, false)).isEqualTo(ConfigHistory.NONE);
    assertThat(accept(planned.withNetwork(resolved), false)).isEqualTo(ConfigHistory.NONE);
    RunConfig wider =
        config(
            Stream.concat(Stream.of(asked), Stream.of("network.base_features=16"))
                .toArray(String[]::new));
    assertRefused(
        wider, true, "cannot change: network.base_features was 32 and is now 16; set them");
  }

  private ConfigHistory accept(RunConfig now, boolean allowChanges) {
    return new Resumption(folder, allowChanges).accept(state, now, 1, notices::add);
  }

  private void assertRefused(RunConfig now, boolean allowChanges, String... sentences) {
    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> accept(now, allowChanges))
        .withMessageContainingAll(sentences);
  }

  private static RunConfig config(String... settings) {
    return new RunConfigReader(Map.of(), Path.of("/")).read(Optional.empty(), List.of(settings));
  }
}
