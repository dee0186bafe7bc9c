package dev.icl.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.checkpoint.Safetensors;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {
  @TempDir private Path folder;

  @Test
  void aTrainingIsShownWithItsCourseAndConfiguration() throws IOException {
    String html = report(TrainedFolderExample.finished(folder, "icl", 1, 0.8));

    assertThat(html)
        .contains("<h1>icl on phantom</h1>")
        .contains(
            "The validation Dice after the last iteration is 0.800; the best of 10 validations is 0.800, after iteration 200.")
        .contains("The loss was not finite in 1 step.")
        .contains("<figcaption>Validation Dice</figcaption>")
        .contains("<figcaption>Terms of the loss</figcaption>")
        .contains("<figcaption>Learning rate</figcaption>")
        .contains("consistency_weight: 50.0")
        .contains("21.5 images/s");
  }

  @Test
  void aNetworkThatSegmentsNothingIsCalledSo() throws IOException {
    assertThat(report(TrainedFolderExample.finished(folder, "icl", 1, 0.04)))
        .contains("The network after the last iteration segments nothing: ")
        .contains("The best one does not either: raise train.iterations");
    assertThat(report(TrainedFolderExample.finished(folder, "icl", 1, 0.8)))
        .doesNotContain("segments nothing");
  }

  @Test
  void picturesOfTheTrainingAreShownUnlessAnEvaluationHasItsOwn() throws IOException {
    Path run = TrainedFolderExample.finished(folder, "icl", 1, 0.8);
    picture(run.resolve("pictures/patient001_frame01.png"));
    picture(run.resolve("pictures/patient008_frame01.png"));

    assertThat(report(run))
        .contains(">Validation cases</h2>", "Validation case patient008_frame01")
        .contains("data:image/jpeg;base64,")
        .contains("Their places in the list chose them, not their scores");

    TrainedFolderExample.evaluated(run, "icl", 1, 0.8);
    picture(run.resolve("evaluation/overlays/patient002_frame01.png"));
    assertThat(report(run))
        .contains("Best, median and worst cases")
        .doesNotContain("Validation case patient");
  }

  private static void picture(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
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
  void anEvaluationSaysWhatChoseTheNetworkAndWhatTheBestOneScores() throws IOException {
    TrainedFolderExample.evaluated(folder, "icl", 1, 0.8);
    TrainedFolderExample.selection(folder.resolve("evaluation"), 200, "nothing", "null", 0);
    Files.createDirectories(folder.resolve("evaluation-best"));
    Files.writeString(
        folder.resolve("evaluation-best/cases.csv"),
        Files.readString(folder.resolve("evaluation/cases.csv")).replace(",0.8", ",0.9"));
    TrainedFolderExample.selection(
        folder.resolve("evaluation-best"), 160, "validation_dice", "10", 8);

    // 0.8 + 0.01 (2, 5, 3, 3, 5, 2, 1, 2) for eight patients, and 0.1 more
    assertThat(report(folder))
        .contains(
            "No score selected the reported networks: they are those after the last iteration, on the"
                + " validation cases.")
        .contains("each the best of 10 validations on these very cases, so too good.")
        .contains("Its Dice is 0.929, +0.100 to the scored one.");
  }

  @Test
  void anEvaluationOfTheBestNetworkSaysThatItsCasesChoseIt() throws IOException {
    TrainedFolderExample.evaluated(folder, "icl", 1, 0.8);
    TrainedFolderExample.selection(folder.resolve("evaluation"), 160, "validation_dice", "10", 8);

    assertThat(report(folder))
        .contains(
            "The scored cases chose the networks: each is the best of 10 validations on them.");
  }

  @Test
  void aTrainingThatStillRunsIsCalledUnfinished() throws IOException {
    String html = report(TrainedFolderExample.running(folder, "icl", 1, 0.8));

    assertThat(html).contains("The training has not finished: it is at iteration 200 of 200.");
  }

  /** Its summary is that of 200 steps. */
  @Test
  void aTrainingThatGoesOnBeyondAnEarlierEndIsCalledUnfinished() throws IOException {
    TrainedFolderExample.finished(folder, "icl", 1, 0.8);
    Path config = folder.resolve("config.yaml");
    Files.writeString(
        config, Files.readString(config).replace("iterations: 200", "iterations: 400"));

    assertThat(report(folder))
        .contains("The training has not finished: it is at iteration 200 of 400.")
        .doesNotContain("21.5 images/s");
  }

  /** Every 20 steps one, of which the first five are of the pre-training. */
  @Test
  void validationsOfAPretrainingDoNotCountWhileATrainingRuns() throws IOException {
    TrainedFolderExample.running(folder, "bcp", 1, 0.8);
    Path last = folder.resolve("checkpoints/last.safetensors");
    checkpoint(last, 110);
    assertThat(report(folder)).contains("the best of 5 validations is 0.800");

    checkpoint(last, 200);
    assertThat(report(folder)).doesNotContain("the best of");
  }

  private static void checkpoint(Path file, int pretraining) {
    Safetensors.write(
        file,
        Map.of("pretraining_iterations", Integer.toString(pretraining)),
        Map.of("weight", HostTensor.zeros(DType.F32, Shape.of(1))));
  }

  private String report(Path run) throws IOException {
    RunReport.write(run, folder);
    return Files.readString(folder.resolve("report.html"));
  }
}
