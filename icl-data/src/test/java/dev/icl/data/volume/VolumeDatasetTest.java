package dev.icl.data.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.Scans;
import dev.icl.data.catalog.CaseReader;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.PlacedCase;
import dev.icl.data.catalog.ReadingRules;
import dev.icl.data.catalog.ScanCase;
import dev.icl.data.catalog.Subset;
import dev.icl.data.model.FirstPass;
import dev.icl.data.model.LabeledSplit;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleId;
import dev.icl.data.scan.SliceAxis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumeDatasetTest {
  private static final ReadingRules RULES =
      ReadingRules.of(List.of("background", "lesion"), SliceAxis.THIRD);

  @TempDir private Path root;
  private final List<PlacedCase> cases = new ArrayList<>();

  @BeforeEach
  void scans() {
    Scans scans = new Scans(root);
    add(Subset.UNLABELED, "u", scans.image("images/u.nii.gz", 3), Optional.empty());
    add(Subset.LABELED, "l", scans.image("images/l.nii.gz", 2), label(scans, "l", 2));
    add(Subset.VALIDATION, "v", scans.image("images/v.nii.gz", 2), label(scans, "v", 2));
    add(Subset.TEST, "t", scans.image("images/t.nii.gz", 1), label(scans, "t", 1));
  }

  private static Optional<Path> label(Scans scans, String name, int slices) {
    return Optional.of(scans.label("labels/" + name + ".nii.gz", slices, 1));
  }

  private void add(Subset part, String name, Path image, Optional<Path> label) {
    cases.add(new PlacedCase(ScanCase.pair(name, "patient-" + name, image, label), part));
  }

  @Test
  void labelledSlicesComeFirst() {
    VolumeDataset dataset = dataset(1 << 20);

    assertThat(dataset.trainingSamples())
        .containsExactly(
            new SampleId("l_slice_001", "patient-l"),
            new SampleId("l_slice_002", "patient-l"),
            new SampleId("u_slice_001", "patient-u"),
            new SampleId("u_slice_002", "patient-u"),
            new SampleId("u_slice_003", "patient-u"));
    assertThat(dataset.labeledSplit(7))
        .isEqualTo(new LabeledSplit(List.of(0, 1), List.of(2, 3, 4)));
  }

  @Test
  void anUnlabelledSliceHasNoLabelMap() {
    VolumeDataset dataset = dataset(1 << 20);

    assertThat(dataset.trainingSample(1).label().isPresent()).isTrue();
    assertThat(dataset.trainingSample(1).label().orElseThrow()).containsOnly(1);
    assertThat(dataset.trainingSample(3).label().isPresent()).isFalse();
    assertThat(dataset.trainingSample(3).image()).containsExactly(6, 7, 8, 9, 10, 11);
  }

  @Test
  void wholeScansAreSamplesToo() {
    VolumeDataset dataset = dataset(1 << 20, 3);

    assertThat(dataset.trainingSamples())
        .containsExactly(new SampleId("l", "patient-l"), new SampleId("u", "patient-u"));
    assertThat(dataset.labeledSplit(7)).isEqualTo(new LabeledSplit(List.of(0), List.of(1)));
    assertThat(dataset.trainingSample(1).shape()).isEqualTo(Shape.of(3, 3, 2));
    assertThat(dataset.trainingSample(1).label()).isEmpty();
    assertThat(dataset.trainingSample(0)).isSameAs(dataset.trainingSample(0));
    assertThat(dataset(1, 3).trainingSample(0).label()).isPresent();
  }

  @Test
  void aSliceThatIsNotKeptIsReadAgain() {
    VolumeDataset roomy = dataset(1 << 20);
    VolumeDataset tight = dataset(1);

    assertThat(roomy.trainingSample(4)).isSameAs(roomy.trainingSample(4));
    Sample first = tight.trainingSample(4);
    assertThat(tight.trainingSample(4)).isNotSameAs(first);
    assertThat(tight.trainingSample(4).image()).isEqualTo(first.image());
    assertThat(tight.trainingSample(4).id()).isEqualTo(first.id());
  }

  @Test
  void whatDoesNotFitIntoMemoryIsReadFromTheFile() throws IOException {
    VolumeDataset roomy = dataset(1 << 20, 3);
    float[] unlabelled = roomy.trainingSample(1).image();
    VolumeDataset filed = filed(1 << 20);
    filed.trainingSamples();
    Files.delete(root.resolve("images/u.nii.gz"));

    assertThat(filed.trainingSource(1)).isInstanceOf(StoredSample.class);
    assertThat(filed.trainingSample(1).image()).isEqualTo(unlabelled);
    assertThat(filed.trainingSample(1).spacing()).isEqualTo(roomy.trainingSample(1).spacing());
    assertThat(filed.trainingSample(0).label().orElseThrow())
        .isEqualTo(roomy.trainingSample(0).label().orElseThrow());
    assertThat(filed.trainingSource(0).voxelsOfClasses())
        .isEqualTo(roomy.trainingSource(0).voxelsOfClasses());
  }

  @Test
  void aFileThatIsFullLeavesScansToBeReadAgain() {
    List<String> noted = new ArrayList<>();
    VolumeDataset filed = filed(2 * 6 * 5);

    filed.readAll(notes(noted));

    assertThat(noted)
        .containsExactly(
            "u does not fit into data.memory_mb beside the others, so that it is decoded again for"
                + " its images: name a folder with data.cache, or raise data.memory_mb");
    assertThat(filed.trainingSource(0)).isInstanceOf(StoredSample.class);
    assertThat(filed.trainingSource(1)).isNotInstanceOf(StoredSample.class);
  }

  private static FirstPass notes(List<String> into) {
    return new FirstPass() {
      @Override
      public void read(int done, int total) {}

      @Override
      public void noted(List<String> notes, String name) {
        notes.forEach(note -> into.add(name + " " + note));
      }
    };
  }

  private VolumeDataset filed(long bytes) {
    return new VolumeDataset(
        new Catalog("folder", root, RULES, cases),
        new CaseReader(RULES),
        1,
        Optional.of(new SampleFile(root.resolve("kept"), bytes)),
        3);
  }

  @Test
  void validationAndTestScansAreSetsOfTheirOwn() {
    VolumeDataset dataset = dataset(1 << 20);

    assertThat(dataset.validationCases()).containsExactly("v");
    assertThat(dataset.validationScan(0).size(0)).isEqualTo(2);
    assertThat(dataset.testCases()).containsExactly("t");
    assertThat(dataset.testScan(0).label()).isPresent();
  }

  @Test
  void theFirstPassReadsTrainingAndValidationScans() {
    List<String> told = new ArrayList<>();

    dataset(1 << 20).readAll((done, total) -> told.add(done + "/" + total));

    assertThat(told).containsExactly("1/3", "2/3", "3/3");
  }

  @Test
  void theFirstPassFindsABrokenValidationScan() {
    new Scans(root).label("labels/v.nii.gz", 2, 3);

    assertThatThrownBy(() -> dataset(1 << 20).readAll(FirstPass.SILENT))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("labels/v.nii.gz holds 3 at voxel 1");
  }

  @Test
  void aScanThatChangesWhileTrainingIsRefused() {
    VolumeDataset dataset = dataset(1);
    dataset.trainingSamples();
    new Scans(root).image("images/u.nii.gz", 2);

    assertThatThrownBy(() -> dataset.trainingSample(4))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("had 3 slices when it was first read and has 2 now");
  }

  @Test
  void provenanceChangesWithTheContent() {
    String before = dataset(1 << 20).provenance().fingerprint();
    cases.remove(0);

    assertThat(dataset(1 << 20).provenance().trainingSamples()).isEqualTo(2);
    assertThat(dataset(1 << 20).provenance().trainingPatients()).isEqualTo(1);
    assertThat(dataset(1 << 20).provenance().fingerprint()).isNotEqualTo(before);
  }

  @Test
  void testsArePartOfTheFingerprintWithTestsAlone() {
    String training = dataset(1 << 20).provenance().fingerprint();
    String all = dataset(1 << 20).fingerprintWithTests();
    new Scans(root).image("images/t.nii.gz", 4);
    String larger = dataset(1 << 20).fingerprintWithTests();
    cases.remove(3);
    String none = dataset(1 << 20).fingerprintWithTests();

    assertThat(List.of(all, larger, none)).doesNotHaveDuplicates();
    assertThat(dataset(1 << 20).provenance().fingerprint()).isEqualTo(training);
  }

  private VolumeDataset dataset(long cacheBytes) {
    return dataset(cacheBytes, 2);
  }

  private VolumeDataset dataset(long cacheBytes, int rank) {
    return new VolumeDataset(
        new Catalog("folder", root, RULES, cases), new CaseReader(RULES), cacheBytes, rank);
  }
}
