package dev.icl.data.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.settings.Records;
import dev.icl.data.Configs;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.PlacedCase;
import dev.icl.data.catalog.ReadingRules;
import dev.icl.data.catalog.ScanCase;
import dev.icl.data.catalog.Subset;
import dev.icl.data.scan.SliceAxis;
import dev.icl.data.settings.DataConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FoldsTest {
  private final DatasetDiagnostics findings = new DatasetDiagnostics();

  @Test
  void everyPatientIsValidatedOnOnceAndNeverTrainedOnThen() {
    List<String> validated = new ArrayList<>();
    for (int fold = 0; fold < 3; fold++) {
      Catalog catalog = Folds.applied(catalog(), config(3, fold, 2023), findings);

      Set<String> held = patients(catalog, Subset.VALIDATION);
      Set<String> labelled = patients(catalog, Subset.LABELED);
      validated.addAll(held);
      assertThat(held).hasSize(fold == 0 ? 3 : 2).doesNotContainAnyElementsOf(labelled);
      assertThat(labelled).hasSize(7 - held.size());
      assertThat(patients(catalog, Subset.UNLABELED)).containsExactlyInAnyOrder("u0", "u1");
      assertThat(patients(catalog, Subset.TEST)).containsExactly("t0");
    }

    assertThat(validated).containsExactlyInAnyOrder("p0", "p1", "p2", "p3", "p4", "p5", "p6");
    assertThat(findings.isEmpty()).isTrue();
  }

  @Test
  void bothScansOfAPatientAreInOnePart() {
    Catalog catalog = Folds.applied(catalog(), config(7, 4, 1), findings);

    List<ScanCase> held = catalog.of(Subset.VALIDATION);
    assertThat(held).hasSize(2);
    assertThat(held.get(0).patient()).isEqualTo(held.get(1).patient());
  }

  @Test
  void theSeedDecidesThePartsAndTheOrderOfCasesDoesNot() {
    Catalog catalog = catalog();
    List<PlacedCase> turned = new ArrayList<>(catalog.cases());
    Collections.reverse(turned);

    List<List<String>> parts = Folds.of(catalog.cases(), 3, 5);

    assertThat(Folds.of(turned, 3, 5)).isEqualTo(parts);
    assertThat(Folds.of(catalog.cases(), 3, 6)).isNotEqualTo(parts);
  }

  @Test
  void morePartsThanPatientsAreRefused() {
    Folds.applied(catalog(), config(8, 0, 2023), findings);

    assertThat(findings.sentences())
        .containsExactly(
            "data.folds is 8, but only 7 patients are labelled or for validation: choose at most"
                + " that many, or label more.");
  }

  @Test
  void withoutFoldsNothingChanges() {
    Catalog catalog = catalog();

    assertThat(Folds.applied(catalog, config(0, 0, 2023), findings)).isSameAs(catalog);
  }

  private static DataConfig config(int folds, int fold, long seed) {
    return Records.with(
        Configs.of("folder", "scans"), Map.of("folds", folds, "fold", fold, "split_seed", seed));
  }

  private static Set<String> patients(Catalog catalog, Subset part) {
    Set<String> patients = new HashSet<>();
    catalog.of(part).forEach(scan -> patients.add(scan.patient()));
    return patients;
  }

  /** Seven patients with two labelled scans each, of whom two are for validation, and others. */
  private static Catalog catalog() {
    List<PlacedCase> cases = new ArrayList<>();
    for (int p = 0; p < 7; p++) {
      Subset part = p < 5 ? Subset.LABELED : Subset.VALIDATION;
      cases.add(new PlacedCase(scan("p" + p, "a"), part));
      cases.add(new PlacedCase(scan("p" + p, "b"), part));
    }
    cases.add(new PlacedCase(scan("u0", "a"), Subset.UNLABELED));
    cases.add(new PlacedCase(scan("u1", "a"), Subset.UNLABELED));
    cases.add(new PlacedCase(scan("t0", "a"), Subset.TEST));
    return new Catalog(
        "folder",
        Path.of("scans"),
        ReadingRules.of(List.of("background", "organ"), SliceAxis.THIRD),
        cases);
  }

  private static ScanCase scan(String patient, String name) {
    Path file = Path.of("scans/images/" + patient + name + ".nii");
    return ScanCase.pair(patient + name, patient, file, Optional.of(file));
  }
}
