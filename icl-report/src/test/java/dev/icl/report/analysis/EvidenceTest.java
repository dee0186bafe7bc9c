package dev.icl.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.icl.core.error.UserException;
import dev.icl.report.record.Cell;
import dev.icl.report.record.Cell.Status;
import dev.icl.report.record.Machine;
import dev.icl.report.record.Parity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceTest {
  private static final Machine HERE = Cells.machine("here", "pytorch", "2.7.1");
  private static final Cell CELL = Cells.trained("pytorch", "icl", 2, 1);

  @Test
  void aCellOfTwoRecordsCountsOnce() {
    Evidence evidence =
        Evidence.of(
            List.of(
                Cells.source("a", HERE, Cells.config(100), CELL),
                Cells.source("b", HERE, Cells.config(100), CELL)));

    assertThat(evidence.cells()).hasSize(1);
    assertThat(evidence.machines()).hasSize(1);
  }

  @Test
  void twoResultsOfOneCellContradictEachOther() {
    Cell other = Cells.trained("pytorch", "icl", 1, 1);
    assertThatThrownBy(
            () ->
                Evidence.of(
                    List.of(
                        Cells.source("a", HERE, Cells.config(100), CELL),
                        Cells.source("b", HERE, Cells.config(100), other))))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "a and b tell different results of the same cell, TRAIN-pytorch-icl-1 on machine m1;"
                + " leave one of the two out.");
  }

  @Test
  void aCellThatWasDoneLaterIsDone() {
    Evidence evidence =
        Evidence.of(
            List.of(
                Cells.source("a", HERE, Cells.config(100), Cells.failed(CELL)),
                Cells.source("b", HERE, Cells.config(100), CELL)));

    assertThat(evidence.cells()).extracting(i -> i.cell().status()).containsExactly(Status.DONE);
  }

  @Test
  void aParityRunThatFailedInOneRecordAndWasDoneInAnotherIsDone() {
    Parity done = Cells.parity(1e-5, 1e-6, 1.0);
    Evidence evidence =
        Evidence.of(
            List.of(
                Cells.source("a", HERE, Cells.config(100), Cells.failedParity()),
                Cells.source("b", HERE, Cells.config(100), done),
                Cells.source("c", HERE, Cells.config(100), Cells.failedParity())));

    assertThat(evidence.parity()).containsExactly(done);
  }

  @Test
  void parityRunsOfOtherMachinesAndConfigurationsAreKeptApart() {
    Parity done = Cells.parity(1e-5, 1e-6, 1.0);
    Evidence evidence =
        Evidence.of(
            List.of(
                Cells.source("a", HERE, Cells.config(100), done),
                Cells.source("b", Cells.machine("there"), Cells.config(100), done),
                Cells.source("c", HERE, Cells.config(200), done)));

    assertThat(evidence.parity()).hasSize(3);
  }

  @Test
  void twoResultsOfOneParityRunContradictEachOther() {
    assertThatThrownBy(
            () ->
                Evidence.of(
                    List.of(
                        Cells.source("a", HERE, Cells.config(100), Cells.parity(1e-5, 1e-6, 1.0)),
                        Cells.source("b", HERE, Cells.config(100), Cells.parity(0.5, 1e-6, 1.0)))))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "a and b tell different results of the same parity run, tensorflow against pytorch with"
                + " icl; leave one of the two out.");
  }

  /** As folders of one layout in two hospitals, wherever they lie. */
  @Test
  void recordsOfOtherDataAreKeptApartAndThoseOfTheSameDataAreNot() {
    Cell other = Cells.trained("pytorch", "icl", 2, 2);
    Cell third = Cells.trained("pytorch", "icl", 2, 3);

    assertThat(letters(CELL.on("m1", "aa"), other.on("m1", "bb"), third.on("m1", "aa")))
        .containsExactly("A", "B", "A");
    assertThat(letters(CELL.on("m1", null), other.on("m1", "bb"), third.on("m1", "bb")))
        .containsExactly("A", "A", "A");
    // a drawing of labelled patients may change what a scan is for, and with it the fingerprint
    assertThat(letters(CELL.on("m1", "aa"), Cells.drawn(other, 1).on("m1", "bb")))
        .containsExactly("A", "A");
    // so may a variant of a benchmark, and one machine may have only the one done
    assertThat(letters(CELL.on("m1", "aa"), Cells.variant(other, "resampled").on("m1", "bb")))
        .containsExactly("A", "A");
  }

  @Test
  void configurationsThatDataAloneTellsApartAreShownWithIt() {
    Evidence evidence =
        Evidence.of(
            List.of(
                at("/here", CELL.on("m1", "aa")),
                at("/there", Cells.trained("pytorch", "icl", 2, 2).on("m1", "bb"))));

    assertThat(evidence.configurations())
        .extracting(config -> config.path("measured").toString())
        .containsExactly(
            "{\"data, tests included (unet2d, 3 labeled, draw 0)\":\"aa\",\"scored split\":\"val\"}",
            "{\"data, tests included (unet2d, 3 labeled, draw 0)\":\"bb\",\"scored split\":\"val\"}");
  }

  private static List<String> letters(Cell... cells) {
    List<Source> sources = new ArrayList<>();
    for (Cell cell : cells) {
      sources.add(at("/" + sources.size(), cell));
    }
    return Evidence.of(sources).cells().stream().map(item -> item.group().configuration()).toList();
  }

  private static Source at(String root, Cell cell) {
    ObjectNode config = Cells.config(100);
    config.putObject("data").put("name", "folder").put("root", root);
    return Cells.source(root, HERE, config, cell);
  }

  @Test
  void theSameIdOfAnotherMachineIsKeptApart() {
    Evidence evidence =
        Evidence.of(
            List.of(
                Cells.source("a", HERE, Cells.config(100), CELL),
                Cells.source("b", Cells.machine("there"), Cells.config(100), CELL)));

    assertThat(evidence.machines()).extracting(Machine::id).containsExactly("m1", "m1-2");
    assertThat(evidence.cells()).extracting(Evidence.Item::machine).containsExactly("m1", "m1-2");
    assertThat(Analysis.of(evidence).accuracy()).hasSize(1).allMatch(a -> a.runs().size() == 2);
  }

  @Test
  void versionsOfDifferentEnginesAreOfOneMachineAndOtherCommitsAreNot() {
    Evidence evidence =
        Evidence.of(
            List.of(
                Cells.source("a", HERE, Cells.config(100)),
                Cells.source("b", Cells.machine("here", "tensorflow", "2.16.1"), Cells.config(100)),
                Cells.source("c", Cells.machine("here", "pytorch", "2.8"), Cells.config(100))));

    assertThat(evidence.machines()).extracting(Machine::id).containsExactly("m1", "m1-2");
    assertThat(evidence.machines().get(0).versions()).containsKeys("pytorch", "tensorflow");
  }

  @Test
  void theReaderIsWarnedOfMixedVersions() {
    Cell second = Cells.trained("pytorch", "icl", 2, 2);
    Evidence mixed =
        Evidence.of(
            List.of(
                Cells.source("a", HERE, Cells.config(100), CELL),
                Cells.source(
                    "b", Cells.machine("here", "pytorch", "2.8"), Cells.config(100), second)));
    Evidence same =
        Evidence.of(
            List.of(
                Cells.source("a", HERE, Cells.config(100), CELL),
                Cells.source("b", HERE, Cells.config(100), second)));

    String warning = "Cells were made with different versions: pytorch 2.7.1 and 2.8.";
    assertThat(Headlines.of(Analysis.of(mixed)))
        .filteredOn(headline -> headline.tone() == Headline.Tone.WARNING)
        .extracting(Headline::sentence)
        .contains(warning);
    assertThat(Headlines.of(Analysis.of(same)))
        .extracting(Headline::sentence)
        .doesNotContain(warning);
  }

  @Test
  void accuracyIsPooledOnlyWhereTheConfigurationIsTheSame() {
    Cell second = Cells.trained("pytorch", "icl", 2, 2);
    Evidence same =
        Evidence.of(
            List.of(
                Cells.source("a", HERE, Cells.config(100), CELL),
                Cells.source("b", HERE, Cells.config(100), second)));
    Evidence other =
        Evidence.of(
            List.of(
                Cells.source("a", HERE, Cells.config(100), CELL),
                Cells.source("b", HERE, Cells.config(200), second)));

    assertThat(Analysis.of(same).accuracy()).hasSize(1).allMatch(a -> a.runs().size() == 2);
    assertThat(Analysis.of(other).accuracy())
        .extracting(a -> a.group().configuration())
        .containsExactly("A", "B");
    assertThat(Analysis.of(other).comparisons()).isEmpty();
  }

  @Test
  void axesOrderAndSpelledOutDefaultsMakeNoOtherConfiguration() {
    var terse = Cells.config(100);
    var wordy = Cells.config(100);
    wordy.put("engine", "tensorflow").put("seed", 7).put("random", "engine");
    wordy.putObject("data").put("name", "phantom").put("root", "/elsewhere").put("labeled", 7);
    wordy.putObject("network").put("name", "unet2d");

    Configurations configurations = new Configurations();

    assertThat(configurations.letter(terse, Circumstances.NONE, terse)).isEqualTo("A");
    assertThat(configurations.letter(wordy, Circumstances.NONE, wordy)).isEqualTo("A");
  }
}
