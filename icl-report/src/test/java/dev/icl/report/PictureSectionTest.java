package dev.icl.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.report.analysis.Analysis;
import dev.icl.report.analysis.Evidence;
import dev.icl.report.analysis.Labels;
import dev.icl.report.analysis.Source;
import dev.icl.report.record.BenchRecord;
import dev.icl.report.record.Cell;
import dev.icl.report.record.TrainingOutcome;
import dev.icl.report.record.TrainingOutcome.Overlays;
import dev.icl.report.view.Picture;
import dev.icl.report.view.Section;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureSectionTest {
  @TempDir Path folder;

  /** Whatever is best and worst for a method, its pictures are those of the others' cases. */
  @Test
  void methodsAreComparedOnTheSameCasesOfOneEngine() {
    BenchRecord example = BenchExample.in(folder);
    List<Cell> cells = example.cells().stream().map(PictureSectionTest::turned).toList();
    BenchRecord record =
        new BenchRecord(
            example.format(),
            example.created(),
            example.title(),
            example.config(),
            example.machines(),
            cells,
            example.parity());
    Analysis analysis = Analysis.of(Evidence.of(List.of(Source.of(folder, record))));

    Section section = PictureSection.of(analysis, Labels.of(analysis.evidence())).get(0);

    List<String> captions = section.pictures().stream().map(Picture::caption).toList();
    assertThat(captions).hasSize(12);
    for (String rank : List.of("best", "median", "worst")) {
      List<String> ofRank = captions.stream().filter(c -> c.contains(rank + " case, ")).toList();
      assertThat(ofRank).hasSize(4).doesNotHaveDuplicates();
      assertThat(ofRank).extracting(c -> c.split(" case, |, Dice")[1]).containsOnly(named(ofRank));
    }
    assertThat(captions.stream().map(c -> c.contains("tensorflow")).distinct()).hasSize(1);
    assertThat(String.join(" ", section.paragraphs()))
        .contains("the same cases are shown for every method on that engine");
  }

  private static String named(List<String> captions) {
    return captions.get(0).split(" case, |, Dice")[1];
  }

  /** The methods other than the baseline have their best and their worst case turned around. */
  private static Cell turned(Cell cell) {
    TrainingOutcome t = cell.training();
    if (t == null || t.overlays() == null || cell.key().method().equals("supervised")) {
      return cell;
    }
    Overlays o = t.overlays();
    TrainingOutcome other =
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
            t.scored(),
            t.best(),
            t.distanceUnit(),
            new Overlays(o.worst(), o.median(), o.best()),
            t.data());
    return new Cell(
        cell.id(),
        cell.kind(),
        cell.machine(),
        cell.key(),
        cell.status(),
        cell.reason(),
        cell.started(),
        cell.seconds(),
        cell.flags(),
        cell.dataFingerprint(),
        other,
        cell.timing());
  }
}
