package dev.icl.bench.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.run.CaseScore;
import dev.icl.app.run.EvaluationFolder;
import dev.icl.data.metrics.ClassScores;
import dev.icl.data.metrics.Metric;
import dev.icl.report.record.TrainingOutcome.Overlays;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingResultTest {
  private static final Path ROOT = Path.of("bench");
  private static final EvaluationFolder FOLDER =
      new EvaluationFolder(ROOT.resolve("cells/one/evaluation"));

  /** As in a report of trainings that were started by hand. */
  @Test
  void aCaseInWhichNoClassCountsIsNotTheWorst() {
    Overlays three =
        TrainingResult.overlays(
            ROOT,
            List.of(score("a", 0.8), score("none", Double.NaN), score("b", 0.2), score("c", 0.6)),
            FOLDER);

    assertThat(three.best().name()).isEqualTo("a");
    assertThat(three.median().name()).isEqualTo("c");
    assertThat(three.worst().name()).isEqualTo("b");
    assertThat(three.worst().png()).isEqualTo("cells/one/evaluation/overlays/b.png");
    assertThat(TrainingResult.overlays(ROOT, List.of(score("none", Double.NaN)), FOLDER)).isNull();
  }

  private static CaseScore score(String name, double dice) {
    return new CaseScore(
        name, name, 1, List.of(new ClassScores(Map.of(Metric.DICE, dice))), List.of());
  }
}
