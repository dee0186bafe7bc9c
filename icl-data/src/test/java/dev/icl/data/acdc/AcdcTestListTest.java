package dev.icl.data.acdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.settings.NoSettings;
import dev.icl.data.Configs;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.ScanCase;
import dev.icl.data.catalog.Subset;
import dev.icl.data.settings.DataConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark's list of test volumes. */
class AcdcTestListTest {
  private static final float[][][] IMAGE = {{{9, 2, 3}, {4, 5, 6}}};
  private static final byte[][][] LABEL = {{{0, 1, 2}, {3, 0, 0}}};

  @TempDir private Path root;
  private Folder folder;

  @BeforeEach
  void writeFolder() {
    folder = Folder.create(root);
    volume("patient04_frame01");
    volume("patient04_frame09");
  }

  @Test
  void itsVolumesAreTheTestCases() {
    folder.text("test.list", "patient04_frame09\npatient04_frame01\n");
    AcdcDataset dataset = folder.open();

    assertThat(dataset.testCases()).containsExactly("patient04_frame09", "patient04_frame01");
    assertThat(dataset.testPatients()).containsExactly("patient04", "patient04");
    assertThat(dataset.testScan(0).name()).isEqualTo("patient04_frame09");
    assertThat(dataset.validationCases()).containsExactly("patient03_frame01");
  }

  /** By which a network that has seen a volume under another name is told. */
  @Test
  void itsVolumesHavePrintsOfTheirOwn() {
    folder.text("test.list", "patient04_frame09\n");
    AcdcDataset dataset = folder.open();

    assertThat(dataset.testPrints()).hasSize(1);
    assertThat(dataset.testPrints().get(0).name()).isEqualTo("patient04_frame09");
    assertThat(dataset.testPrints()).doesNotContainAnyElementsOf(dataset.validationPrints());
  }

  @Test
  void withoutItThereAreNone() {
    assertThat(folder.open().testCases()).isEmpty();
  }

  /** A training does not depend on what it is tested on later. */
  @Test
  void itIsNoPartOfTheFingerprint() {
    String without = folder.open().provenance().fingerprint();
    folder.text("test.list", "patient04_frame01\n");

    assertThat(folder.open().provenance().fingerprint()).isEqualTo(without);
  }

  @Test
  void itIsPartOfTheFingerprintWithTests() {
    String without = folder.open().fingerprintWithTests();
    folder.text("test.list", "patient04_frame01\n");
    String one = folder.open().fingerprintWithTests();
    folder.text("test.list", "patient04_frame09\n");
    String other = folder.open().fingerprintWithTests();

    assertThat(List.of(without, one, other)).doesNotHaveDuplicates();
  }

  @Test
  void theCatalogPlacesThemAmongTheTestCases() {
    folder.text("test.list", "patient04_frame01\npatient04_frame09\n");
    DatasetDiagnostics findings = new DatasetDiagnostics();

    Catalog catalog = new AcdcStacks().catalog(new NoSettings(), oneLabelled(), root, findings);

    findings.throwIfAny();
    assertThat(catalog.of(Subset.TEST))
        .extracting(ScanCase::name)
        .containsExactly("patient04_frame01", "patient04_frame09");
    assertThat(catalog.of(Subset.VALIDATION))
        .extracting(ScanCase::name)
        .containsExactly("patient03_frame01");
  }

  @Test
  void aTestPatientIsNotTrainedOn() {
    volume("patient01_frame02");
    folder.text("test.list", "patient01_frame02\n");

    refused("train_slices.list", "patient01 (patient01_frame01_slice_1, patient01_frame02)");
  }

  @Test
  void aTestPatientChoosesNoCheckpoint() {
    volume("patient03_frame07");
    folder.text("test.list", "patient04_frame01\npatient03_frame07\n");

    refused("val.list", "patient03 (patient03_frame01, patient03_frame07)");
  }

  private void refused(String list, String patient) {
    assertThatThrownBy(folder::open)
        .isInstanceOf(UserException.class)
        .hasMessage(
            "%s and %s both list scans of the patient %s: keep every patient in one list, or results are too good to be true."
                .formatted(root.resolve(list), root.resolve("test.list"), patient));
  }

  @Test
  void aVolumeThatIsMissingIsNamed() {
    folder.text("test.list", "patient05_frame01\n");

    assertThatThrownBy(folder::open)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("patient05_frame01");
  }

  private DataConfig oneLabelled() {
    return Configs.of("acdc", root.toString());
  }

  private void volume(String name) {
    folder.h5(name, Map.of("image", IMAGE, "label", LABEL));
  }
}
