package dev.icl.data.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.data.sample.SampleId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabeledSplitTest {
  private static final List<SampleId> SLICES =
      List.of(
          new SampleId("b_1", "b"),
          new SampleId("b_2", "b"),
          new SampleId("a_1", "a"),
          new SampleId("c_1", "c"),
          new SampleId("b_3", "b"));

  @Test
  void patientsAreLabeledInTheOrderTheyAppear() {
    LabeledSplit split = LabeledSplit.ofFirstPatients(SLICES, 2);

    assertThat(split.labeled()).containsExactly(0, 1, 2, 4);
    assertThat(split.unlabeled()).containsExactly(3);
  }

  @Test
  void withoutLabeledPatientsEverySliceIsUnlabeled() {
    assertThat(LabeledSplit.ofFirstPatients(SLICES, 0).unlabeled()).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void morePatientsThanThereAreIsRefused() {
    assertThatThrownBy(() -> LabeledSplit.ofFirstPatients(SLICES, 4))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "data.labeled is 4, but the dataset has 3 training patients: choose a number from 0 to"
                + " 3.");
  }

  /** The orders are those that the generator gave when it was written: they must never change. */
  @Test
  void aDrawingDependsOnItsNumberAndTheNamesAlone() {
    List<String> patients = List.of("e", "b", "a", "d", "c");

    assertThat(LabelDraw.order(patients, 0)).isEqualTo(patients);
    assertThat(LabelDraw.order(patients, 1))
        .isEqualTo(LabelDraw.order(List.of("a", "b", "c", "d", "e"), 1));
    assertThat(String.join("", LabelDraw.order(patients, 1))).isEqualTo("abced");
    assertThat(String.join("", LabelDraw.order(patients, 2))).isEqualTo("cdbae");
  }

  @Test
  void everyPatientIsLabelledInTheSameShareOfTheDrawings() {
    Map<String, Integer> labelled = new TreeMap<>();
    for (int draw = 1; draw <= 1000; draw++) {
      LabelDraw.order(List.of("a", "b", "c", "d", "e"), draw)
          .subList(0, 2)
          .forEach(patient -> labelled.merge(patient, 1, Integer::sum));
    }

    assertThat(labelled).hasSize(5).allSatisfy((p, times) -> assertThat(times).isBetween(350, 450));
  }

  @Test
  void theSlicesOfDrawnPatientsAreLabelled() {
    LabeledSplit first = LabeledSplit.ofPatients(SLICES, 1, 0);
    List<List<Integer>> drawn =
        IntStream.rangeClosed(1, 10)
            .mapToObj(draw -> LabeledSplit.ofPatients(SLICES, 1, draw).labeled())
            .distinct()
            .toList();

    assertThat(drawn).hasSize(3).contains(first.labeled());
  }
}
