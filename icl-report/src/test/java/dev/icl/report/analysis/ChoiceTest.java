package dev.icl.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.icl.report.analysis.Headline.Tone;
import dev.icl.report.record.BenchJson;
import dev.icl.report.record.Cell;
import dev.icl.report.record.Scored;
import dev.icl.report.record.Scored.Network;
import dev.icl.report.record.Scored.SelectedOn;
import dev.icl.report.record.TrainingOutcome;
import dev.icl.report.record.TrainingOutcome.Best;
import dev.icl.report.record.TrainingOutcome.CaseScores;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of the criteria that selected the scored networks, in numbers and in words. */
class ChoiceTest {
  private static final Scored LAST = new Scored(Network.FINAL, 10, "val", SelectedOn.NONE, null, 0);
  private static final Scored LAST_ON_TEST =
      new Scored(Network.FINAL, 10, "test", SelectedOn.NONE, null, 0);
  private static final Scored BEST =
      new Scored(Network.BEST, 5, "val", SelectedOn.VALIDATION, 12, 2);
  private static final Scored BEST_ON_TEST =
      new Scored(Network.BEST, 5, "test", SelectedOn.VALIDATION, 12, 0);

  @Test
  void theGapIsThatOfTheTrainingsThatHaveBoth() {
    Analysis analysis =
        Cells.analysis(
            cell("icl", 1, LAST, List.of(0.5, 0.7), BEST, List.of(0.6, 0.72)),
            cell("icl", 2, LAST, List.of(0.9, 0.9), null, List.of()));

    Accuracy accuracy = analysis.accuracy().get(0);
    assertThat(accuracy.dice().mean()).isEqualTo(0.75, offset(1e-12));
    assertThat(accuracy.choice().best()).isEqualTo(0.66, offset(1e-12));
    assertThat(accuracy.choice().gap()).isEqualTo(0.06, offset(1e-12));
    assertThat(accuracy.choice().scored()).containsExactly(LAST, LAST);
  }

  @Test
  void aCaseThatOneNetworkLeavesWithoutAScoreIsNotInTheGap() {
    Analysis analysis =
        Cells.analysis(
            cell("icl", 1, LAST, List.of(0.5, 0.7), BEST, List.of(0.6, Double.NaN)),
            cell("icl", 2, LAST, List.of(Double.NaN, 0.4), BEST, List.of(0.9, 0.5)));

    assertThat(analysis.accuracy().get(0).choice().best()).isEqualTo(0.55, offset(1e-12));
    assertThat(analysis.accuracy().get(0).choice().gap()).isEqualTo(0.1, offset(1e-12));
  }

  @Test
  void theBestOfOneValidationWasNotChosen() {
    Scored once = new Scored(Network.BEST, 10, "val", SelectedOn.VALIDATION, 1, 2);

    Headline first = first(cell("icl", 1, once, List.of(0.5, 0.7), null, List.of()));

    assertThat(first.tone()).isEqualTo(Tone.PLAIN);
    assertThat(first.sentence()).startsWith("No score selected the reported networks");
  }

  @Test
  void withoutTestCasesTheLastNetworkIsScoredAndWhatChoosingOnTheCasesIsWorthIsSaid() {
    Headline first =
        first(
            cell("supervised", 1, LAST, List.of(0.5, 0.7), BEST, List.of(0.6, 0.72)),
            cell("icl", 1, LAST, List.of(0.8, 0.8), BEST, List.of(0.81, 0.81)));

    assertThat(first.tone()).isEqualTo(Tone.PLAIN);
    assertThat(first.sentence())
        .isEqualTo(
            "No score selected the reported networks: they are those after the last iteration, on the"
                + " validation cases.");
    assertThat(first.detail())
        .isEqualTo(
            "With the best of 12 validations on these same cases, Dice changes by +1.0 to +6.0 points:"
                + " what choosing on the scored cases is worth.");
  }

  @Test
  void onTestCasesTheBestNetworkIsNoWorseJudge() {
    Headline first =
        first(cell("icl", 1, LAST_ON_TEST, List.of(0.8, 0.8), BEST_ON_TEST, List.of(0.79, 0.79)));

    assertThat(first.sentence()).endsWith("after the last iteration, on the test cases.");
    assertThat(first.detail())
        .isEqualTo("With the best of 12 validations, Dice changes by −1.0 points.");
  }

  @Test
  void casesThatChoseTheNetworkTheyScoreAreAWarning() {
    Headline first = first(cell("icl", 1, BEST, List.of(0.8, 0.8), null, List.of()));

    assertThat(first.tone()).isEqualTo(Tone.WARNING);
    assertThat(first.sentence())
        .isEqualTo(
            "The scored cases chose the networks: each is the best of 12 validations on them.");
    assertThat(first.detail()).isEqualTo("Expect lower scores on other patients.");
  }

  @Test
  void whoseNetworksTheyChoseIsNamedWhereThatIsNotAll() {
    List<Headline> headlines =
        Headlines.of(
            Cells.analysis(
                cell("supervised", 1, LAST, List.of(0.5, 0.7), null, List.of()),
                cell("icl", 1, BEST, List.of(0.8, 0.8), null, List.of())));

    assertThat(headlines)
        .extracting(Headline::sentence)
        .startsWith(
            "The scored cases chose the networks of icl · pytorch: each is the best of 12"
                + " validations on them.",
            "No score selected the reported networks of supervised · pytorch: they are those after the"
                + " last iteration, on the validation cases.");
  }

  @Test
  void networksChosenOnOtherPatientsAndOnesThatDoNotTellAreSaidToBe() {
    assertThat(first(cell("icl", 1, BEST_ON_TEST, List.of(0.8, 0.8), null, List.of())).sentence())
        .isEqualTo(
            "The scored networks are the best of 12 validations, on other patients than those"
                + " scored.");
    Headline unknown =
        first(
            cell(
                "icl",
                1,
                new Scored(Network.OTHER, 10, null, SelectedOn.UNKNOWN, null, null),
                List.of(0.8, 0.8),
                null,
                List.of()));
    assertThat(unknown.tone()).isEqualTo(Tone.WARNING);
    assertThat(unknown.sentence())
        .isEqualTo("How the reported networks were selected is not recorded.");
  }

  @Test
  void aSectionOfScoresBeginsWithIt() {
    Analysis last =
        Cells.analysis(cell("icl", 1, LAST, List.of(0.5, 0.7), BEST, List.of(0.6, 0.72)));
    Analysis best = Cells.analysis(cell("icl", 1, BEST, List.of(0.5, 0.7), null, List.of()));

    assertThat(new ChoiceWords(last.accuracy(), Labels.of(last.evidence())).paragraph())
        .isEqualTo(
            "No score selected the reported networks: they are those after the last iteration, on the"
                + " validation cases. Beside their Dice is that of the networks with the best"
                + " validation, each the best of 12 validations on these very cases, so too good.");
    assertThat(new ChoiceWords(best.accuracy(), Labels.of(best.evidence())).paragraph())
        .isEqualTo(
            "The scored cases chose the networks: each is the best of 12 validations on them."
                + " Expect lower scores on other patients.");
  }

  @Test
  void oneValidationChoosesNothing() {
    Scored only = new Scored(Network.BEST, 10, BEST.split(), SelectedOn.VALIDATION, 1, 2);
    Analysis one = Cells.analysis(cell("icl", 1, LAST, List.of(0.5, 0.7), only, List.of(0.5, 0.7)));

    assertThat(new ChoiceWords(one.accuracy(), Labels.of(one.evidence())).paragraph())
        .isEqualTo(
            "No score selected the reported networks: they are those after the last iteration, on the"
                + " validation cases. There was one validation, after the last iteration, so the"
                + " network with the best validation is the same.");
    assertThat(Headlines.of(one).get(0).detail()).isEmpty();
  }

  /** A file that was written before the network after the last iteration was scored. */
  @Test
  void aRecordOfAnEarlierVersionIsSaidToHaveChosenOnItsCases() throws URISyntaxException {
    Path file = Path.of(ChoiceTest.class.getResource("/bench-of-best-checkpoints.json").toURI());

    Analysis analysis =
        Analysis.of(Evidence.of(List.of(Source.of(file, BenchJson.readBench(file)))));

    assertThat(Headlines.of(analysis).get(0).sentence())
        .isEqualTo(
            "The scored cases chose the networks: each is the best of all validations on them.");
    // 0.6 + 0.01 ((3p + s) mod 7) over eight patients and two seeds
    assertThat(analysis.accuracy().get(0).dice().mean()).isEqualTo(0.631875, offset(1e-9));
  }

  private static Headline first(Cell... cells) {
    return Headlines.of(Cells.analysis(cells)).get(0);
  }

  private static Cell cell(
      String method, long seed, Scored scored, List<Double> dice, Scored best, List<Double> bests) {
    Cell made = Cells.trained("pytorch", method, seed, scores(dice));
    TrainingOutcome t = made.training();
    return new Cell(
        made.id(),
        made.kind(),
        made.machine(),
        made.key(),
        made.status(),
        null,
        made.started(),
        made.seconds(),
        made.flags(),
        new TrainingOutcome(
            t.iterations(),
            t.seconds(),
            t.imagesPerSecond(),
            t.peakRssMb(),
            t.waitShare(),
            t.parameters(),
            t.curve(),
            t.bestValidation(),
            t.classNames(),
            t.cases(),
            scored,
            best == null ? null : new Best(best, scores(bests)),
            t.distanceUnit(),
            null,
            null),
        null);
  }

  private static List<CaseScores> scores(List<Double> dice) {
    return dice.isEmpty() ? List.of() : List.of(score("p1", dice.get(0)), score("p2", dice.get(1)));
  }

  private static CaseScores score(String patient, double dice) {
    return new CaseScores(patient, patient, "class0", dice, dice, dice, dice);
  }
}
