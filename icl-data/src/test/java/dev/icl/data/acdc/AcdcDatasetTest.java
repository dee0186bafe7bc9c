package dev.icl.data.acdc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.data.model.LabeledSplit;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleId;
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
    assertThat(folder.open().trainingSamples())
        .containsExactly(
            new SampleId("patient02_frame01_slice_1", "patient02"),
            new SampleId("patient02_frame01_slice_2", "patient02"),
            new SampleId("patient01_frame01_slice_1", "patient01"));
  }

  @Test
  void aSliceIsReadInRows() {
    Sample slice = folder.open().trainingSample(1);

    assertThat(slice.size(0)).isEqualTo(2);
    assertThat(slice.size(1)).isEqualTo(3);
    assertThat(slice.image()).containsExactly(2, 0, 0, 0, 0, 0.5f);
    assertThat(slice.label().orElseThrow()).containsExactly(0, 1, 2, 3, 3, 3);
  }

  @Test
  void aVolumeIsReadSliceBySlice() {
    AcdcDataset dataset = folder.open();
    Sample volume = dataset.validationScan(0);

    assertThat(dataset.validationCases()).containsExactly("patient03_frame01");
    assertThat(volume.patient()).isEqualTo("patient03");
    assertThat(volume.size(0)).isEqualTo(2);
    assertThat(volume.slice(1).image()).containsExactly(7, 8, 9, 10, 11, 12);
    assertThat(volume.label())
        .hasValueSatisfying(l -> assertThat(l).containsExactly(0, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 3));
    assertThat(volume.spacing()).isEmpty();
  }

  @Test
  void doubleIntensitiesAndWideLabelsAreNarrowed() {
    folder.h5(
        "patient01_frame01_slice_1",
        Map.of("image", new double[][] {{0.25, 1}}, "label", new long[][] {{3, 0}}));

    Sample slice = folder.open().trainingSample(2);

    assertThat(slice.image()).containsExactly(0.25f, 1);
    assertThat(slice.label().orElseThrow()).containsExactly(3, 0);
  }

  @Test
  void aDrawingDecidesWhichPatientsOfTheListAreLabelled() {
    AcdcDataset dataset = folder.open();
    String root = dataset.provenance().root();
    Set<List<Integer>> labelled = new HashSet<>();
    for (int draw = 1; draw <= 10; draw++) {
      AcdcDataset drawn = AcdcDataset.open(root, 1000, draw);
      labelled.add(drawn.labeledSplit(1).labeled());
      assertThat(drawn.trainingSamples()).isEqualTo(dataset.trainingSamples());
      assertThat(drawn.validationCases()).isEqualTo(dataset.validationCases());
    }

    assertThat(labelled).containsExactlyInAnyOrder(List.of(0, 1), List.of(2));
  }

  @Test
  void labeledPatientsAreTheFirstOfTheList() {
    LabeledSplit split = LabeledSplit.ofFirstPatients(folder.open().trainingSamples(), 1);

    assertThat(split.labeled()).containsExactly(0, 1);
    assertThat(split.unlabeled()).containsExactly(2);
  }

  @Test
  void aDecodedSliceIsKeptWhileThereIsRoom() {
    AcdcDataset roomy = AcdcDataset.open(root, 1000, 0);
    AcdcDataset tight = AcdcDataset.open(root, 30, 0);

    assertThat(roomy.trainingSample(0)).isSameAs(roomy.trainingSample(0));
    Sample first = tight.trainingSample(0);
    tight.trainingSample(1);
    assertThat(tight.trainingSample(0)).isNotSameAs(first);
  }

  @Test
  void provenanceChangesWithTheContent() {
    String before = folder.open().provenance().fingerprint();
    folder.text("train_slices.list", "patient02_frame01_slice_1\n");

    assertThat(folder.open().provenance().trainingSamples()).isEqualTo(1);
    assertThat(folder.open().provenance().fingerprint()).isNotEqualTo(before);
  }
}
