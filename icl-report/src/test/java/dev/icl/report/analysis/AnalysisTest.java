package dev.icl.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.tuple;

import dev.icl.data.statistics.Outcome;
import dev.icl.report.analysis.GroupComparison.Question;
import dev.icl.report.record.Cell;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Expected values are those of SciPy 1.10.1 ({@code wilcoxon(mode="exact")}, {@code ttest_1samp})
 * and NumPy 1.24.2 (means; intervals from 400 000 draws) for the formula of {@link Cells#dice}.
 */
class AnalysisTest extends AnalysisCases {
  @Test
  void scoresAreMeansOverTrainingsAndCases() {
    List<Accuracy> accuracy = Cells.analysis(THREE_METHODS).accuracy();

    assertThat(accuracy)
        .extracting(a -> a.group().method())
        .containsExactly("icl", "mean-teacher", "supervised");
    assertThat(accuracy.get(0).dice().mean()).isEqualTo(0.69233398437499, offset(1e-12));
    assertThat(accuracy.get(1).dice().mean()).isEqualTo(0.54671875, offset(1e-12));
    assertThat(accuracy.get(2).dice().mean()).isEqualTo(0.54501953125, offset(1e-12));
    assertThat(accuracy.get(0).patients()).isEqualTo(8);
    assertThat(accuracy.get(0).cases()).isEqualTo(16);
    assertThat(accuracy.get(0).runs()).hasSize(2);
  }

  @Test
  void trainingsOfAnotherMeaningOfAMethodAreAGroupOfTheirOwn() {
    Cell now = Cells.trained("pytorch", "supervised", 0, 1);
    Cell then = Cells.ofRevision(Cells.trained("pytorch", "supervised", 1, 2), null);
    Analysis analysis = Cells.analysis(now, then, Cells.trained("pytorch", "icl", 2, 1));

    assertThat(analysis.accuracy())
        .extracting(a -> a.group().approach(), a -> a.runs().size())
        .containsExactlyInAnyOrder(
            tuple("icl", 1), tuple("supervised", 1), tuple("supervised (revision 1)", 1));
    assertThat(Headlines.of(analysis))
        .extracting(Headline::sentence)
        .contains(
            "Trained by another release, in which the name meant another training: supervised"
                + " (revision 1).");
  }

  @Test
  void speedOfAnotherMeaningOfAMethodIsNotComparedEither() {
    Cell then = Cells.ofRevision(Cells.timed("tensorflow", "supervised", 1, 100), 1);
    Analysis analysis = Cells.analysis(Cells.timed("pytorch", "supervised", 1, 200), then);

    assertThat(analysis.speed()).hasSize(2);
    assertThat(analysis.speedComparisons()).isEmpty();
  }

  @Test
  void methodsAreTestedOverPatientsAndCorrectedOverTheirFamily() {
    List<GroupComparison> dice = Cells.analysis(THREE_METHODS).dice(Question.METHODS);

    GroupComparison teacher = find(dice, "supervised", "mean-teacher");
    assertThat(teacher.difference()).isEqualTo(0.00169921875, offset(1e-12));
    assertThat(teacher.wilcoxonP()).isEqualTo(0.9453125, offset(1e-12));
    assertThat(teacher.holmP()).isEqualTo(0.9453125, offset(1e-12));
    assertThat(teacher.tP()).isEqualTo(0.8873327429110729, offset(1e-9));
    assertThat(teacher.rankBiserial()).isEqualTo(0.0555555555555, offset(1e-9));
    assertThat(teacher.interval().low()).isEqualTo(-0.0520, offset(0.002));
    assertThat(teacher.interval().high()).isEqualTo(0.0456, offset(0.002));
    assertThat(teacher.outcome()).isEqualTo(Outcome.NOT_SHOWN);
    assertThat(teacher.sample()).isEqualTo(new GroupComparison.Sample(8, 16, 2, true, false));

    GroupComparison icl = find(dice, "supervised", "icl");
    assertThat(icl.difference()).isEqualTo(0.147314453125, offset(1e-12));
    assertThat(icl.wilcoxonP()).isEqualTo(0.0078125, offset(1e-12));
    assertThat(icl.holmP()).isEqualTo(0.0234375, offset(1e-12));
    assertThat(icl.tP()).isEqualTo(2.6040253804404337e-05, offset(1e-12));
    assertThat(icl.interval().low()).isEqualTo(0.0982, offset(0.002));
    assertThat(icl.interval().high()).isEqualTo(0.1944, offset(0.002));
    assertThat(icl.outcome()).isEqualTo(Outcome.BETTER);

    assertThat(find(dice, "mean-teacher", "icl").holmP()).isEqualTo(0.0234375, offset(1e-12));
  }

  /** Each drawing's pair differs by nothing; across drawings there would be a difference. */
  @Test
  void trainingsArePairedBySeedAndLabelledPatients() {
    GroupComparison c =
        Cells.analysis(
                Cells.trained("pytorch", "supervised", 0, 1),
                Cells.drawn(Cells.trained("pytorch", "supervised", 2, 1), 1),
                Cells.drawn(Cells.trained("pytorch", "icl", 2, 1), 1),
                Cells.trained("pytorch", "icl", 0, 1),
                Cells.drawn(Cells.trained("pytorch", "icl", 2, 1), 7))
            .dice(Question.METHODS)
            .get(0);

    assertThat(c.sample()).isEqualTo(new GroupComparison.Sample(8, 16, 2, true, true));
    assertThat(c.difference()).isZero();
    assertThat(c.interval().low()).isZero();
    assertThat(c.interval().high()).isZero();
  }

  /** Drawings whose scores differ widen the interval as seeds do; the number of patients stays. */
  @Test
  void drawingsCountInIntervals() {
    Accuracy one = Cells.analysis(Cells.trained("pytorch", "icl", 0, 1)).accuracy().get(0);
    Accuracy several =
        Cells.analysis(
                Cells.trained("pytorch", "icl", 0, 1),
                Cells.drawn(Cells.trained("pytorch", "icl", 2, 1), 1))
            .accuracy()
            .get(0);

    assertThat(several.runs()).hasSize(2);
    assertThat(several.patients()).isEqualTo(one.patients());
    assertThat(width(several)).isGreaterThan(1.3 * width(one));
  }

  @Test
  void smallerDistancesAreBetter() {
    GroupComparison hd95 =
        Cells.analysis(THREE_METHODS).comparisons().stream()
            .filter(c -> c.measure() == Measure.HD95 && c.b().method().equals("icl"))
            .findFirst()
            .orElseThrow();

    assertThat(hd95.difference()).isNegative();
    assertThat(hd95.outcome()).isEqualTo(Outcome.BETTER);
  }

  @Test
  void enginesAreComparedMethodByMethod() {
    List<GroupComparison> engines =
        Cells.analysis(
                Cells.trained("pytorch", "icl", 2, 1),
                Cells.trained("tensorflow", "icl", 2, 1),
                Cells.trained("tensorflow", "supervised", 0, 1))
            .dice(Question.ENGINES);

    assertThat(engines).hasSize(1);
    assertThat(engines.get(0).difference()).isZero();
    assertThat(engines.get(0).wilcoxonP()).isEqualTo(1);
    assertThat(engines.get(0).outcome()).isEqualTo(Outcome.NOT_SHOWN);
  }

  @Test
  void trainingsWithoutACommonSeedAreComparedByTheirMeans() {
    GroupComparison c =
        Cells.analysis(
                Cells.trained("pytorch", "supervised", 0, 1), Cells.trained("pytorch", "icl", 2, 2))
            .dice(Question.METHODS)
            .get(0);

    assertThat(c.sample().bySeed()).isFalse();
    assertThat(c.sample().patients()).isEqualTo(8);
  }

  @Test
  void classesThatDoNotCountUnderBothAreLeftOutOfAPair() {
    GroupComparison c =
        Cells.analysis(
                Cells.trained(
                    "pytorch",
                    "supervised",
                    1,
                    List.of(score("p1", "a", 0.5), score("p1", "b", 0.9))),
                Cells.trained(
                    "pytorch", "icl", 1, List.of(score("p1", "a", 0.6), score("p1", "b", null))))
            .dice(Question.METHODS)
            .get(0);

    assertThat(c.meanA()).isEqualTo(0.5);
    assertThat(c.difference()).isEqualTo(0.1, offset(1e-12));
  }

  @Test
  void manyMethodsAreComparedWithTheBaselineAndIclAlone() {
    List<GroupComparison> dice =
        Cells.analysis(
                Cells.trained("pytorch", "supervised", 0, 1),
                Cells.trained("pytorch", "cps", 1, 1),
                Cells.trained("pytorch", "bcp", 1, 1),
                Cells.trained("pytorch", "ict", 1, 1),
                Cells.trained("pytorch", "icl", 2, 1))
            .dice(Question.METHODS);

    assertThat(dice).hasSize(7).allMatch(c -> c.family() == 7);
    assertThat(dice).noneMatch(c -> c.a().method().equals("cps") && c.b().method().equals("bcp"));
  }

  @Test
  void withoutScoresOfCasesTheLastValidationCountsAndNothingIsTested() {
    Analysis analysis =
        Cells.analysis(
            Cells.trained("pytorch", "supervised", 1, List.of()),
            Cells.trained("pytorch", "icl", 1, List.of()));

    assertThat(analysis.accuracy()).allMatch(a -> a.dice().mean() == 0.55 && !a.evaluated());
    assertThat(analysis.accuracy())
        .allSatisfy(
            a -> {
              assertThat(a.choice().best()).isEqualTo(0.6);
              assertThat(a.choice().gap()).isEqualTo(0.05, offset(1e-12));
            });
    assertThat(analysis.comparisons()).isEmpty();
    assertThat(Headlines.of(analysis))
        .extracting(Headline::sentence)
        .contains("2 groups of trainings known by validation scores alone.");
  }

  private static double width(Accuracy accuracy) {
    return accuracy.dice().interval().high() - accuracy.dice().interval().low();
  }
}
