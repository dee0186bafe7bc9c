package plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.data.Datasets;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.ScanCase;
import dev.icl.data.settings.DataConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskLayoutTest {
  @TempDir private Path root;

  private final TaskLayout layout = new TaskLayout();
  private final DatasetDiagnostics findings = new DatasetDiagnostics();

  @BeforeEach
  void scans() throws IOException {
    TaskScans.write(root, 5);
  }

  @Test
  void theFolderIsRecognisedUnlessItIsDescribedByAFile() throws IOException {
    assertThat(Datasets.recognise(root)).contains("task");

    Files.createFile(root.resolve("dataset.json"));

    assertThat(layout.recognises(root)).isFalse();
  }

  @Test
  void everyImageIsAScanWithItsLabelMapIfThereIsOne() {
    Catalog catalog = catalog();

    findings.throwIfAny();
    assertThat(catalog.cases())
        .extracting(placed -> placed.scan().name())
        .containsExactlyInAnyOrder("case1", "case2", "case3", "case4", "case5");
    assertThat(catalog.cases())
        .filteredOn(placed -> placed.scan().name().equals("case2"))
        .extracting(placed -> placed.scan().label())
        .containsExactly(Optional.of(root.resolve("labelsTr/case2.nii.gz")));
    assertThat(catalog.cases())
        .extracting(placed -> placed.scan())
        .filteredOn(scan -> !scan.hasLabel())
        .extracting(ScanCase::name)
        .containsExactly("case5");
  }

  @Test
  void theStructureIsNamedByTheSetting() {
    assertThat(catalog().rules().classNames()).containsExactly("background", "tumour");
  }

  @Test
  void aFolderWithoutImagesIsToldInOneSentence() throws IOException {
    Path empty = Files.createDirectories(root.resolve("empty"));

    assertThatThrownBy(
            () -> layout.catalog(layout.defaults(), DataConfig.of(layout), empty, findings))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("imagesTr")
        .hasMessageEndingWith(": set data.root to the folder that holds imagesTr/ and labelsTr/.");
  }

  private Catalog catalog() {
    return layout.catalog(new TaskSettings("tumour"), DataConfig.of(layout), root, findings);
  }
}
