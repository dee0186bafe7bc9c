package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.cli.Cli.Outcome;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurvesCommandTest {
  private static final String HALF = ",\"val_dice\":{\"mean\":0.5,\"per_class\":[0.5]}}";

  @TempDir Path folder;
  private Path a;
  private Path b;

  @BeforeEach
  void twoTrainings() throws IOException {
    a = run("a", "{\"iteration\":1,\"loss\":4.0}", "{\"iteration\":2,\"loss\":2.0" + HALF);
    b =
        run(
            "b",
            "{\"iteration\":1,\"loss\":4.02}",
            "{\"iteration\":2,\"loss\":2.2" + HALF.replace("0.5", "0.53"),
            "{\"iteration\":3,\"loss\":1.5}");
  }

  @Test
  void saysHowFarTwoTrainingsAreApart() throws IOException {
    Outcome outcome = icl("curves", a.toString(), b.toString(), "--first", "1", "--json");

    assertThat(outcome.code()).isZero();
    JsonNode distance = new ObjectMapper().readTree(outcome.out()).path("distances").path(0);
    assertThat(distance.path("iterations").intValue()).isEqualTo(2);
    assertThat(distance.path("loss_first").doubleValue()).isBetween(0.00499, 0.00501);
    assertThat(distance.path("loss_all").doubleValue()).isBetween(0.0999, 0.1001);
    assertThat(distance.path("loss_all_at").intValue()).isEqualTo(2);
    assertThat(distance.path("final_dice").doubleValue()).isBetween(0.0299, 0.0301);
    assertThat(distance.path("final_dice_at").intValue()).isEqualTo(2);
  }

  @Test
  void theDiceIsThatOfTheLastIterationThatBothWereValidatedAfter() throws IOException {
    String better = HALF.replace("0.5", "0.9");
    Path longer =
        run(
            "longer",
            "{\"iteration\":1,\"loss\":4.0}",
            "{\"iteration\":2,\"loss\":2.0" + HALF,
            "{\"iteration\":3,\"loss\":1.9" + better);

    Outcome outcome =
        icl("curves", a.toString(), longer.toString(), "--first", "2", "--within", "0.05");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .contains("longer: loss 1.9000 at iteration 3, validation Dice 0.9000.")
        .contains("; validation Dice +0.0000 at iteration 2, the last that both have.");
  }

  @Test
  void trainingsThatWereNeverValidatedAtOneIterationAreNotWithinAnything() throws IOException {
    Path other =
        run("other", "{\"iteration\":1,\"loss\":4.0" + HALF, "{\"iteration\":2,\"loss\":2.0}");

    assertThat(icl("curves", a.toString(), other.toString(), "--first", "2", "--within", "1").err())
        .isEqualTo(
            "--within: "
                + a
                + " and "
                + other
                + " have no iteration after which both were validated; let both train to one with"
                + " the same train.validate_every.\n");
    assertThat(icl("curves", a.toString(), other.toString()).out())
        .doesNotContain("the last that both have");
  }

  @Test
  void failsWhereTheyAreFurtherApartThanAllowed() {
    assertThat(within("2", "0.2").code()).isZero();
    assertThat(within("2", "0.05").code()).isEqualTo(1);
    // the losses of the first iteration agree, the Dice does not
    assertThat(within("1", "0.02").code()).isEqualTo(1);
  }

  @Test
  void whatWasNotComparedIsNotWithinAnything() throws IOException {
    Path late = run("late", "{\"iteration\":3,\"loss\":9.0" + HALF);

    assertThat(icl("curves", a.toString(), "--within", "1").err())
        .isEqualTo("--within: there is one training only; name at least two.\n");
    assertThat(icl("curves", b.toString(), late.toString(), "--within", "9").err())
        .contains("have 1 of the first 3 iterations in common; let both train that far");
    assertThat(within("50", "1").err()).contains("have 2 of the first 3 iterations in common");
  }

  private Outcome within(String first, String share) {
    return icl("curves", a.toString(), b.toString(), "--first", first, "--within", share);
  }

  @Test
  void drawsThem() throws IOException {
    Path picture = folder.resolve("made/curves.png");

    Outcome outcome = icl("curves", a.toString(), b.toString(), "--out", picture.toString());

    assertThat(outcome.code()).isZero();
    BufferedImage image = ImageIO.read(picture.toFile());
    assertThat(image.getHeight()).isEqualTo(1520);
    assertThat(has(image, new Color(0x0072B2))).isTrue();
    assertThat(has(image, new Color(0xD55E00))).isTrue();
  }

  @Test
  void aTrainingThatStillWritesItsLastLineIsReadUpToIt() throws IOException {
    Path running = run("running", "{\"iteration\":1,\"loss\":4.0}", "{\"iteration\":2,\"lo");

    Outcome outcome = icl("curves", running.toString());

    assertThat(outcome.out()).isEqualTo(running + ": loss 4.0000 at iteration 1.\n");
  }

  @Test
  void refusesALogThatIsNone() throws IOException {
    Path damaged = run("damaged", "{\"iteration\":1}", "{\"iteration\":2,\"loss\":2.0}");

    assertThat(icl("curves", damaged.toString()))
        .isEqualTo(
            new Outcome(
                2,
                "",
                damaged.resolve("metrics.jsonl")
                    + ", line 1, is not what a training logs, a JSON object with iteration and"
                    + " loss; remove the line or repeat the training.\n"));
  }

  @Test
  void refusesAFolderWithoutATraining() {
    Path absent = folder.resolve("absent");

    assertThat(icl("curves", absent.toString()))
        .isEqualTo(
            new Outcome(
                2,
                "",
                "There is no "
                    + absent.resolve("metrics.jsonl")
                    + "; name the folder that icl train --out was given.\n"));
  }

  private Outcome icl(String... arguments) {
    return new Cli(folder).run(arguments);
  }

  private Path run(String name, String... lines) throws IOException {
    Path run = Files.createDirectory(folder.resolve(name));
    Files.writeString(run.resolve("metrics.jsonl"), String.join("\n", lines));
    return run;
  }

  private static boolean has(BufferedImage image, Color color) {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    for (int pixel : pixels) {
      if ((pixel & 0xFFFFFF) == (color.getRGB() & 0xFFFFFF)) {
        return true;
      }
    }
    return false;
  }
}
