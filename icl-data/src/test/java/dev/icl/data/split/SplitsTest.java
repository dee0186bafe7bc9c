package dev.icl.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.data.Configs;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.ScanCase;
import dev.icl.data.catalog.Subset;
import dev.icl.data.settings.DataConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SplitsTest {
  @Test
  void everyCaseIsInOnePart() {
    List<ScanCase> cases = cases(10, 10);

    Split split = seeded(cases, 3, 2, 1);

    assertThat(split.of(Subset.LABELED)).hasSize(6);
    assertThat(split.of(Subset.VALIDATION)).hasSize(4);
    assertThat(split.of(Subset.TEST)).hasSize(2);
    assertThat(split.of(Subset.UNLABELED)).hasSize(8);
    assertThat(Placement.place(cases, split, new DatasetDiagnostics()))
        .noneMatch(p -> p.part() == Subset.UNUSED);
  }

  @Test
  void moreLabelledPatientsAddToFewerAndMoveNothingElse() {
    List<ScanCase> cases = cases(12, 12);

    Split three = seeded(cases, 3, 2, 2);
    Split five = seeded(cases, 5, 2, 2);

    assertThat(five.of(Subset.LABELED)).containsAll(three.of(Subset.LABELED));
    assertThat(five.of(Subset.VALIDATION)).isEqualTo(three.of(Subset.VALIDATION));
    assertThat(five.of(Subset.TEST)).isEqualTo(three.of(Subset.TEST));
  }

  @Test
  void theOrderOfFilesDoesNotMatter() {
    List<ScanCase> cases = cases(8, 8);
    List<ScanCase> shuffled = new ArrayList<>(cases);
    Collections.shuffle(shuffled, new Random(5));

    assertThat(seeded(shuffled, 3, 2, 1)).isEqualTo(seeded(cases, 3, 2, 1));
  }

  @Test
  void patientsWithoutLabelMapsAreUnlabelled() {
    Split split = seeded(cases(10, 4), 3, 0, 0);

    assertThat(split.of(Subset.UNLABELED)).hasSize(12).contains("p04_frame01", "p09_frame02");
    assertThat(split.of(Subset.VALIDATION)).hasSize(2);
  }

  @Test
  void withAllLabelsInTrainingNothingIsLeftForValidation() {
    assertThat(seeded(cases(10, 3), 3, 0, 0).of(Subset.VALIDATION)).isEmpty();
  }

  @Test
  void tooFewLabelMapsAreRefused() {
    assertThatThrownBy(() -> seeded(cases(10, 4), 3, 2, 0))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "data.test_patients, data.validation_patients and data.labeled are 0, 2 and 3, but only"
                + " 4 patients have label maps: lower them, or add label maps.");
  }

  static List<int[]> numbers() {
    Random random = new Random(20231);
    return IntStream.range(0, 50)
        .mapToObj(
            i -> {
              int patients = 3 + random.nextInt(20);
              int able = 1 + random.nextInt(patients);
              int test = random.nextInt(able);
              return new int[] {patients, able, able - test, 0, test};
            })
        .toList();
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void noPatientEverStraddlesParts(int[] n) {
    List<ScanCase> cases = cases(n[0], n[1]);
    DatasetDiagnostics findings = new DatasetDiagnostics();

    Placement.place(cases, seeded(cases, n[2], n[3], n[4]), findings);

    assertThat(findings.sentences()).isEmpty();
  }

  @Test
  void theFirstPatientsOfAListKeepTheirLabels() {
    List<ScanCase> cases = cases(4, 4);

    Split split =
        Splits.ofLists("lists", cases.subList(0, 6), labeled(2, 0), cases.subList(6, 8), List.of());

    assertThat(split.of(Subset.LABELED))
        .containsExactly("p00_frame01", "p00_frame02", "p01_frame01", "p01_frame02");
    assertThat(split.of(Subset.UNLABELED)).containsExactly("p02_frame01", "p02_frame02");
    assertThat(split.of(Subset.VALIDATION)).containsExactly("p03_frame01", "p03_frame02");
  }

  @Test
  void aListMustHoldAsManyPatientsAsAreLabelled() {
    assertThatThrownBy(
            () -> Splits.ofLists("train.list", cases(2, 2), labeled(3, 0), List.of(), List.of()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "data.labeled is 3, but train.list lists 2 training patients: choose a number from 1"
                + " to 2.");
  }

  @Test
  void aDrawingOfAListChangesTheLabelledPatientsAlone() {
    List<ScanCase> cases = cases(12, 12);
    List<ScanCase> training = cases.subList(0, 20);
    List<ScanCase> validation = cases.subList(20, 24);

    Split list = Splits.ofLists("lists", training, labeled(3, 0), validation, List.of());
    Split first = Splits.ofLists("lists", training, labeled(3, 1), validation, List.of());
    Split second = Splits.ofLists("lists", training, labeled(3, 2), validation, List.of());

    assertThat(Set.of(list.of(Subset.LABELED), first.of(Subset.LABELED), second.of(Subset.LABELED)))
        .hasSize(3)
        .allMatch(names -> names.size() == 6);
    assertThat(first.of(Subset.VALIDATION)).isEqualTo(list.of(Subset.VALIDATION));
    assertThat(training(first)).isEqualTo(training(list));
    assertThat(
            Splits.ofLists("lists", training, labeled(5, 1), validation, List.of())
                .of(Subset.LABELED))
        .containsAll(first.of(Subset.LABELED));
  }

  @Test
  void aDrawingOfASeededSplitLeavesTestsAndValidation() {
    List<ScanCase> cases = cases(12, 10);
    Split usual = Splits.seeded(cases, drawn(3, 0));
    Split other = Splits.seeded(cases, drawn(3, 1));

    assertThat(other.of(Subset.LABELED)).hasSize(6).isNotEqualTo(usual.of(Subset.LABELED));
    assertThat(other.of(Subset.LABELED))
        .noneMatch(name -> name.startsWith("p10") || name.startsWith("p11"));
    assertThat(other.of(Subset.VALIDATION)).isEqualTo(usual.of(Subset.VALIDATION));
    assertThat(other.of(Subset.TEST)).isEqualTo(usual.of(Subset.TEST));
    assertThat(training(other)).isEqualTo(training(usual));
  }

  @Test
  void aSplitFileIsDrawnAnewAmongItsTrainingPatientsWithLabelMaps() {
    List<ScanCase> cases = cases(9, 7);
    Split file =
        new Split(
            "split.yaml",
            Map.of(
                Subset.LABELED, List.of("p00", "p01_frame01"),
                Subset.UNLABELED, List.of("p02", "p03", "p04", "p07", "p08"),
                Subset.VALIDATION, List.of("p05"),
                Subset.TEST, List.of("p06")));
    Set<String> seen = new TreeSet<>();

    for (int draw = 1; draw <= 20; draw++) {
      Split drawn = Splits.redrawn(file, cases, draw);
      List<String> patients =
          drawn.of(Subset.LABELED).stream().map(n -> n.substring(0, 3)).distinct().toList();
      assertThat(patients).hasSize(2);
      seen.addAll(patients);
      assertThat(drawn.of(Subset.VALIDATION)).containsExactly("p05");
      assertThat(drawn.of(Subset.TEST)).containsExactly("p06");
      // p01_frame02 is in no list and stays out
      assertThat(training(drawn)).hasSize(13).doesNotContain("p01_frame02");
    }

    assertThat(seen).containsExactly("p00", "p01", "p02", "p03", "p04");
    assertThat(Splits.redrawn(file, cases, 0)).isSameAs(file);
  }

  @Test
  void aSplitWithoutAnotherChoiceIsRefused() {
    Split file =
        new Split(
            "split.yaml",
            Map.of(Subset.LABELED, List.of("p00", "p01"), Subset.UNLABELED, List.of("p02", "p03")));

    assertThatThrownBy(() -> Splits.redrawn(file, cases(4, 2), 1))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "data.label_draw is 1, but split.yaml has label maps for 2 of its training patients and"
                + " labels 2: there is no other choice; set data.label_draw to 0, or list more scans"
                + " with label maps as unlabeled in a split file.");
  }

  private static Set<String> training(Split split) {
    Set<String> names = new TreeSet<>(split.of(Subset.LABELED));
    names.addAll(split.of(Subset.UNLABELED));
    return names;
  }

  private static DataConfig labeled(int patients, int draw) {
    return Configs.drawn(Configs.at("la", "").withPatients(patients, 0, 0).config(), draw);
  }

  private static DataConfig drawn(int patients, int draw) {
    return Configs.drawn(Configs.at("folder", "").withPatients(patients, 2, 1).config(), draw);
  }

  private static Split seeded(List<ScanCase> cases, int labeled, int validation, int test) {
    return Splits.seeded(
        cases, Configs.at("folder", "").withPatients(labeled, validation, test).config());
  }

  /** Two frames of each patient; the first patients have label maps. */
  private static List<ScanCase> cases(int patients, int labelled) {
    List<ScanCase> cases = new ArrayList<>();
    for (int i = 0; i < 2 * patients; i++) {
      String patient = "p%02d".formatted(i / 2);
      String name = patient + "_frame0" + (1 + i % 2);
      Optional<Path> label =
          i / 2 < labelled ? Optional.of(Path.of("labels", name)) : Optional.empty();
      cases.add(ScanCase.pair(name, patient, Path.of(name), label));
    }
    return cases;
  }
}
