package dev.icl.data.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.tensor.Shape;
import dev.icl.data.Configs;
import dev.icl.data.Datasets;
import dev.icl.data.Scans;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.format.Contents;
import dev.icl.data.model.FirstPass;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectionTest {
  @TempDir private Path root;
  private Scans scans;

  @BeforeEach
  void threeScans() {
    scans = new Scans(root);
    for (String name : new String[] {"a", "b", "c"}) {
      scans.image("images/" + name + ".nii.gz", 2);
    }
    scans.label("labels/a.nii.gz", 2, 2);
    scans.label("labels/b.nii.gz", 2, 1);
  }

  @Test
  void aScanIsDescribedAsItIsStored() {
    CaseFacts facts =
        inspect("background", "x", "y").cases().stream()
            .filter(c -> c.name().equals("a"))
            .findFirst()
            .orElseThrow();

    assertThat(facts.shape()).containsExactly(2, 3, 2);
    assertThat(facts.spacing()).containsExactly(1.5, 1.25, 8.0);
    assertThat(facts.type()).isEqualTo("float32");
    assertThat(facts.min()).isZero();
    assertThat(facts.max()).isEqualTo(11);
    assertThat(facts.mean()).isEqualTo(5.5);
    assertThat(facts.std()).isEqualTo(Math.sqrt(143.0 / 12));
    assertThat(facts.histogram()).containsExactly(1L, 0L, 11L);
    assertThat(facts.problems()).isEmpty();
  }

  @Test
  void withoutClassNamesClassesAreNumbers() {
    assertThat(inspect().classes()).containsExactly("0", "1", "2");
    assertThat(inspect().problems()).isEmpty();
  }

  @Test
  void masksOfZeroAnd255AreRemarkedOn() {
    assertThat(inspect().remarks()).isEmpty();
    scans.label("labels/a.nii.gz", 2, 255);
    scans.label("labels/b.nii.gz", 2, 255);

    assertThat(inspect().classes()).containsExactly("0", "255");
    assertThat(inspect().remarks())
        .singleElement()
        .asString()
        .startsWith("label maps hold [0, 255], while classes are 0, 1, 2 and so on");
  }

  @Test
  void everythingThatIsWrongIsFoundInOnePass() {
    scans.label("labels/b.nii.gz", 3, 1);
    scans.text("images/c.nii.gz", "broken");
    scans.label("labels/z.nii.gz", 1, 1);

    List<String> problems = inspect("background", "x").problems();

    assertThat(problems).hasSize(4);
    assertThat(problems.get(0)).contains("labels/z.nii.gz has no image 'z'");
    assertThat(problems)
        .anySatisfy(p -> assertThat(p).contains("labels/a.nii.gz holds 2 at voxel 1"))
        .anySatisfy(p -> assertThat(p).contains("labels/b.nii.gz has shape 2x3x3"))
        .anySatisfy(p -> assertThat(p).contains("images/c.nii.gz"));
  }

  @Test
  void aScanOfOneIntensityIsAProblemAndAnEmptyLabelMapANote() {
    scans.write(
        "images/b.nii.gz",
        Contents.of(Scan.of(Shape.of(2, 3, 2), AxisOrder.FIRST_FASTEST, Voxels.of(new float[12]))));
    scans.label("labels/b.nii.gz", 2, 0);

    DatasetFacts facts = inspect("background", "x", "y");

    assertThat(facts.problems())
        .containsExactly(
            root.resolve("images/b.nii.gz")
                + " holds the intensity 0.0 everywhere: fetch it again, or leave the scan out.");
    assertThat(facts.notes()).contains("label map: no foreground (b)");
  }

  private DatasetFacts inspect(String... classes) {
    DatasetDiagnostics findings = new DatasetDiagnostics();
    Catalog catalog =
        Datasets.catalog(
            Configs.at("folder", root.toString()).withClasses(classes).config(), findings);
    return new Inspection(catalog).run(findings, FirstPass.SILENT);
  }
}
