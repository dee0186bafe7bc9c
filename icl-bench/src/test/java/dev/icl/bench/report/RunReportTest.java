package dev.icl.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {
  @TempDir private Path folder;

  @Test
  void aTrainingIsShownWithItsCourseAndConfiguration() throws IOException {
    String html = report(TrainedFolderExample.finished(folder, "icl", 1, 0.8));

    assertThat(html)
        .contains("<h1>icl on phantom</h1>")
        .contains("The best validation Dice is 0.800, after iteration 200; the last is 0.800.")
        .contains("The loss was no finite number in 1 step.")
        .contains("<figcaption>Validation Dice</figcaption>")
        .contains("<figcaption>Terms of the loss</figcaption>")
        .contains("<figcaption>Learning rate</figcaption>")
        .contains("consistency_weight: 50.0")
        .contains("21.5 images/s");
  }

  @Test
  void anEvaluationInsideTheFolderIsPartOfIt() throws IOException {
    String html = report(TrainedFolderExample.evaluated(folder, "icl", 1, 0.8));

    assertThat(html)
        .contains("Scores of 8 cases")
        .contains("a \"quoted\", &lt;b&gt;class&lt;/b&gt;")
        .doesNotContain("<b>class");
  }

  @Test
  void aTrainingThatStillRunsIsCalledUnfinished() throws IOException {
    String html = report(TrainedFolderExample.running(folder, "icl", 1, 0.8));

    assertThat(html).contains("The training has not finished: it is at iteration 200 of 200.");
  }

  private String report(Path run) throws IOException {
    RunReport.write(run, folder);
    return Files.readString(folder.resolve("report.html"));
  }
}
