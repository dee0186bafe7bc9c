package dev.icl.data.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.PlacedCase;
import dev.icl.data.catalog.ScanCase;
import dev.icl.data.catalog.Subset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final List<ScanCase> CASES =
      List.of(
          labelled("p1_frame01", "p1"),
          labelled("p1_frame02", "p1"),
          labelled("p2_frame01", "p2"),
          unlabelled("p3_frame01", "p3"));

  private final DatasetDiagnostics findings = new DatasetDiagnostics();

  @Test
  void aNameIsACaseOrAPatientWithAllOfHisCases() {
    List<PlacedCase> placed =
        place(Map.of(Subset.VALIDATION, List.of("p2_frame01"), Subset.LABELED, List.of("p1")));

    assertThat(findings.sentences()).isEmpty();
    assertThat(placed)
        .containsExactly(
            new PlacedCase(CASES.get(0), Subset.LABELED),
            new PlacedCase(CASES.get(1), Subset.LABELED),
            new PlacedCase(CASES.get(2), Subset.VALIDATION),
            new PlacedCase(CASES.get(3), Subset.UNUSED));
  }

  @Test
  void twoFramesOfAPatientNeverStraddleParts() {
    place(Map.of(Subset.LABELED, List.of("p1_frame01"), Subset.VALIDATION, List.of("p1_frame02")));

    assertThat(findings.sentences())
        .containsExactly(
            "split.yaml lists scans of the patient p1 as both labeled (p1_frame01) and validation"
                + " (p1_frame02): keep every patient in one part, or results are too good to be"
                + " true.");
  }

  @Test
  void aCaseIsInOnePart() {
    place(Map.of(Subset.LABELED, List.of("p2_frame01"), Subset.TEST, List.of("p2")));

    assertThat(findings.sentences())
        .containsExactly(
            "split.yaml lists 'p2_frame01' as both labeled and test: keep one of them.");
  }

  @Test
  void aCaseIsListedOnce() {
    place(Map.of(Subset.LABELED, List.of("p2", "p2_frame01")));

    assertThat(findings.sentences())
        .containsExactly("split.yaml lists 'p2_frame01' as labeled twice: keep one.");
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearest() {
    place(Map.of(Subset.LABELED, List.of("p1_frame03")));

    assertThat(findings.sentences())
        .containsExactly(
            "split.yaml lists 'p1_frame03' as labeled, but the dataset has no such case or"
                + " patient; did you mean 'p1_frame01'?");
  }

  @Test
  void scoredScansNeedLabelMaps() {
    place(Map.of(Subset.VALIDATION, List.of("p3")));

    assertThat(findings.sentences())
        .containsExactly(
            "split.yaml lists 'p3_frame01' as validation, but it has no label map: add the label"
                + " map, or list it as unlabeled.");
  }

  private List<PlacedCase> place(Map<Subset, List<String>> parts) {
    return Placement.place(CASES, new Split("split.yaml", parts), findings);
  }

  private static ScanCase labelled(String name, String patient) {
    return ScanCase.pair(name, patient, Path.of(name), Optional.of(Path.of("labels", name)));
  }

  private static ScanCase unlabelled(String name, String patient) {
    return ScanCase.pair(name, patient, Path.of(name), Optional.empty());
  }
}
