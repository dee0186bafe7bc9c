package dev.icl.data.acdc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.data.model.LabeledSplit;
import dev.icl.data.model.Slice;
import dev.icl.data.model.SliceId;
import dev.icl.data.model.Volume;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcdcDatasetTest {
  @TempDir private Path root;
  private Folder folder;

  @BeforeEach
  void writeFolder() {
    folder = Folder.create(root);
  }

  @Test
  void slicesKeepTheOrderOfTheListAndKnowTheirPatient() {
    assertThat(folder.open().trainingSlices())
        .containsExactly(
            new SliceId("patient02_frame01_slice_1", "patient02"),
            new SliceId("patient02_frame01_slice_2", "patient02"),
            new SliceId("patient01_frame01_slice_1", "patient01"));
  }

  @Test
  void aSliceIsReadInRows() {
    Slice slice = folder.open().trainingSlice(1);

    assertThat(slice.height()).isEqualTo(2);
    assertThat(slice.width()).isEqualTo(3);
    assertThat(slice.image()).containsExactly(2, 0, 0, 0, 0, 0.5f);
    assertThat(slice.label()).containsExactly(0, 1, 2, 3, 3, 3);
  }

  @Test
  void aVolumeIsReadSliceBySlice() {
    AcdcDataset dataset = folder.open();
    Volume volume = dataset.validationVolume(0);

    assertThat(dataset.validationCases()).containsExactly("patient03_frame01");
    assertThat(volume.patient()).isEqualTo("patient03");
    assertThat(volume.slices()).isEqualTo(2);
    assertThat(volume.sliceImage(1)).containsExactly(7, 8, 9, 10, 11, 12);
    assertThat(volume.label())
        .hasValueSatisfying(l -> assertThat(l).containsExactly(0, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 3));
    assertThat(volume.spacing()).isEmpty();
  }

  @Test
  void doubleIntensitiesAndWideLabelsAreNarrowed() {
    folder.h5(
        "patient01_frame01_slice_1",
        Map.of("image", new double[][] {{0.25, 1}}, "label", new long[][] {{3, 0}}));

    Slice slice = folder.open().trainingSlice(2);

    assertThat(slice.image()).containsExactly(0.25f, 1);
    assertThat(slice.label()).containsExactly(3, 0);
  }

  @Test
  void aDrawingDecidesWhichPatientsOfTheListAreLabelled() {
    AcdcDataset dataset = folder.open();
    String root = dataset.provenance().root();
    Set<List<Integer>> labelled = new HashSet<>();
    for (int draw = 1; draw <= 10; draw++) {
      AcdcDataset drawn = AcdcDataset.open(root, 1000, draw);
      labelled.add(drawn.labeledSplit(1).labeled());
      assertThat(drawn.trainingSlices()).isEqualTo(dataset.trainingSlices());
      assertThat(drawn.validationCases()).isEqualTo(dataset.validationCases());
    }

    assertThat(labelled).containsExactlyInAnyOrder(List.of(0, 1), List.of(2));
  }

  @Test
  void labeledPatientsAreTheFirstOfTheList() {
    LabeledSplit split = LabeledSplit.ofFirstPatients(folder.open().trainingSlices(), 1);

    assertThat(split.labeled()).containsExactly(0, 1);
    assertThat(split.unlabeled()).containsExactly(2);
  }

  @Test
  void aDecodedSliceIsKeptWhileThereIsRoom() {
    AcdcDataset roomy = AcdcDataset.open(root, 1000, 0);
    AcdcDataset tight = AcdcDataset.open(root, 30, 0);

    assertThat(roomy.trainingSlice(0)).isSameAs(roomy.trainingSlice(0));
    Slice first = tight.trainingSlice(0);
    tight.trainingSlice(1);
    assertThat(tight.trainingSlice(0)).isNotSameAs(first);
  }

  @Test
  void provenanceChangesWithTheContent() {
    String before = folder.open().provenance().fingerprint();
    folder.text("train_slices.list", "patient02_frame01_slice_1\n");

    assertThat(folder.open().provenance().trainingSlices()).isEqualTo(1);
    assertThat(folder.open().provenance().fingerprint()).isNotEqualTo(before);
  }
}
