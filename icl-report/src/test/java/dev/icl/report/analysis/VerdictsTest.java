package dev.icl.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.icl.data.statistics.Outcome;
import dev.icl.report.analysis.GroupComparison.Question;
import dev.icl.report.record.Cell;
import dev.icl.report.record.TrainingOutcome.CaseScores;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Sentences about comparisons, and the head of the page. */
class VerdictsTest extends AnalysisCases {
  @Test
  void theHeadSaysWhatPValuesAndIntervalsCover() {
    Cell one = Cells.trained("pytorch", "icl", 0, 1);
    Cell otherSeed = Cells.trained("pytorch", "icl", 0, 2);
    Cell otherDraw = Cells.drawn(one, 1);

    assertThat(scope(one)).isEqualTo("Intervals and p-values speak of other test patients only.");
    assertThat(scope(one, otherSeed))
        .isEqualTo(
            "Intervals speak of other test patients and other seeds; p-values of other test"
                + " patients only.");
    assertThat(scope(one, otherDraw))
        .isEqualTo(
            "Intervals speak of other test patients and other labelled patients; p-values of"
                + " other test patients only.");
    assertThat(scope(one, otherSeed, otherDraw, Cells.drawn(otherSeed, 1)))
        .isEqualTo(
            "Intervals speak of other test patients, other seeds and other labelled patients;"
                + " p-values of other test patients only.");
    assertThat(scope(one, otherSeed, Cells.trained("pytorch", "supervised", 0, 1)))
        .startsWith("Groups differ in how many seeds and drawings");
  }

  @Test
  void theHeadSaysThatTwoSeedsAreFewAndThatTheyShareTheirLabelledPatients() {
    assertThat(Headlines.of(Cells.analysis(THREE_METHODS)))
        .extracting(Headline::detail)
        .contains(
            "Every seed used the same labelled patients, and others may give another result:"
                + " bench.label_draws varies them. 2 seeds say little about others.");
  }

  @Test
  void aVerdictIsAPlainSentence() {
    Analysis analysis = Cells.analysis(THREE_METHODS);
    Sentences sentences = new Sentences(Labels.of(analysis.evidence()));
    List<GroupComparison> dice = analysis.dice(Question.METHODS);

    assertThat(sentences.verdict(find(dice, "supervised", "icl")))
        .isEqualTo("icl is better than supervised by 14.7 points of Dice (p = 0.023)");
    assertThat(sentences.verdict(find(dice, "supervised", "mean-teacher")))
        .matches(
            "No difference in Dice between mean-teacher and supervised found: [+−]\\d+\\.\\d points,"
                + " 95\u00a0% interval −\\d+\\.\\d to \\+\\d+\\.\\d \\(p = 0\\.95\\)");
    assertThat(sentences.detail(find(dice, "supervised", "icl")))
        .startsWith("Dice 0.692 against 0.545; difference +14.7 points, 95\u00a0% interval +")
        .endsWith(
            "; 8 patients (16 cases), 2 pairs of trainings with the same seed; Wilcoxon"
                + " signed-rank test, Holm's correction for 3 tests.");
  }

  @Test
  void withTooFewPatientsTheVerdictSaysThatNothingCouldBeShown() {
    Analysis analysis =
        Cells.analysis(
            Cells.trained("pytorch", "supervised", 0, 1, 4),
            Cells.trained("pytorch", "icl", 2, 1, 4));
    GroupComparison c = analysis.dice(Question.METHODS).get(0);

    assertThat(c.wilcoxonP()).isEqualTo(0.125);
    assertThat(c.outcome()).isEqualTo(Outcome.TOO_FEW);
    assertThat(new Sentences(Labels.of(analysis.evidence())).verdict(c))
        .contains(" found: +", " points, 95\u00a0% interval ")
        .endsWith(" (p = 0.13); with 4 patients none could be shown");
  }

  @Test
  void whereOnePatientTurnsTheMeanAroundTheVerdictTellsBoth() {
    List<CaseScores> supervised = new ArrayList<>();
    List<CaseScores> icl = new ArrayList<>();
    for (int p = 1; p <= 12; p++) {
      supervised.add(score("p" + p, "a", 0.8));
      icl.add(score("p" + p, "a", p == 12 ? 0.35 : 0.8 + 0.001 * p));
    }
    Analysis analysis =
        Cells.analysis(
            Cells.trained("pytorch", "supervised", 1, supervised),
            Cells.trained("pytorch", "icl", 1, icl));
    GroupComparison c = analysis.dice(Question.METHODS).get(0);

    assertThat(c.wilcoxonP()).isEqualTo(140 / 4096.0, offset(1e-12));
    assertThat(c.outcome()).isEqualTo(Outcome.BETTER);
    assertThat(c.difference()).isEqualTo(-0.032, offset(1e-12));
    Headline told = Headlines.of(analysis).get(1);
    assertThat(told.tone()).isEqualTo(Headline.Tone.WARNING);
    assertThat(told.sentence())
        .isEqualTo(
            "icl is better than supervised by the patients' ranks (p = 0.034), though its mean Dice is"
                + " 3.2 points lower.");
  }

  @Test
  void neitherOfTwoNetworksThatLearnedNothingIsBetter() {
    List<CaseScores> supervised = new ArrayList<>();
    List<CaseScores> icl = new ArrayList<>();
    for (int p = 1; p <= 12; p++) {
      supervised.add(score("p" + p, "a", 0.0));
      icl.add(score("p" + p, "a", 0.012));
    }
    Analysis analysis =
        Cells.analysis(
            Cells.trained("pytorch", "supervised", 1, supervised),
            Cells.trained("pytorch", "icl", 1, icl));

    assertThat(analysis.dice(Question.METHODS).get(0).outcome()).isEqualTo(Outcome.BETTER);
    Headline told = Headlines.of(analysis).get(1);
    assertThat(told.tone()).isEqualTo(Headline.Tone.WARNING);
    assertThat(told.sentence())
        .isEqualTo(
            "Neither icl nor supervised segments anything: mean Dice 0.012 and 0.000, as of networks"
                + " that predict almost only background.");
  }

  @Test
  void enginesWhoseComparisonsRestOnOtherPatientsTellTheRange() {
    Analysis analysis =
        Cells.analysis(
            Cells.trained("pytorch", "icl", 2, 1),
            Cells.trained("tensorflow", "icl", 2, 1),
            Cells.trained("pytorch", "supervised", 0, 1, 6),
            Cells.trained("tensorflow", "supervised", 0, 1, 6));

    assertThat(Headlines.of(analysis))
        .filteredOn(h -> h.sentence().contains("between pytorch and tensorflow"))
        .singleElement()
        .extracting(Headline::detail)
        .asString()
        .endsWith("; 6 to 8 patients (12 to 16 cases), 1 pair of trainings with the same seed.");
  }

  private static String scope(Cell... cells) {
    return Headlines.of(Cells.analysis(cells)).stream()
        .map(Headline::sentence)
        .filter(s -> s.contains("speak of") || s.startsWith("Groups differ"))
        .collect(Collectors.joining("|"));
  }
}
