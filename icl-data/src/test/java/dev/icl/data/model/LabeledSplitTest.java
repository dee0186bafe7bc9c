package dev.icl.data.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabeledSplitTest {
  private static final List<SliceId> SLICES =
      List.of(
          new SliceId("b_1", "b"),
          new SliceId("b_2", "b"),
          new SliceId("a_1", "a"),
          new SliceId("c_1", "c"),
          new SliceId("b_3", "b"));

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
}
