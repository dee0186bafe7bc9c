package dev.icl.bench.curves;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.icl.bench.run.RunFolder;
import dev.icl.core.error.UserException;
import dev.icl.core.io.TextFile;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a training logged.
 *
 * @param name the folder as it was given
 * @param points one for every step, at least one, iterations ascending
 */
public record RunCurve(String name, List<Point> points) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Copies the points. */
  public RunCurve {
    points = List.copyOf(points);
  }

  /**
   * One step.
   *
   * @param iteration from 1
   * @param loss the total; NaN where it was not finite
   * @param dice mean validation Dice after this step, where there was a validation
   */
  public record Point(int iteration, double loss, OptionalDouble dice) {}

  /**
   * Reads {@code metrics.jsonl} of a training, also of one that still runs.
   *
   * @param folder as given to {@code icl train --out}
   * @throws UserException if there is no such log, or a line of it is none of a training's
   */
  public static RunCurve read(Path folder) {
    Path file = new RunFolder(folder).metrics();
    List<String> lines = lines(file);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      try {
        points.add(point(JSON.readTree(lines.get(i))));
      } catch (JsonProcessingException | IllegalArgumentException e) {
        // a training that still runs may have written half of its last line
        if (i < lines.size() - 1) {
          throw new UserException(
              file
                  + ", line "
                  + (i + 1)
                  + ", is not what a training logs, a JSON object with iteration and loss; remove"
                  + " the line or repeat the training.",
              e);
        }
      }
    }
    if (points.isEmpty()) {
      throw new UserException(file + " holds no step yet; wait for the training's first one.");
    }
    return new RunCurve(folder.toString(), points);
  }

  /** The last mean validation Dice, if there was a validation. */
  public OptionalDouble finalDice() {
    return points.stream()
        .map(Point::dice)
        .filter(OptionalDouble::isPresent)
        .reduce((before, last) -> last)
        .orElse(OptionalDouble.empty());
  }

  private static List<String> lines(Path file) {
    try {
      return TextFile.lines(file);
    } catch (NoSuchFileException e) {
      throw new UserException(
          "There is no " + file + "; name the folder that icl train --out was given.", e);
    } catch (MalformedInputException e) {
      throw new UserException(file + " is no text; repeat the training.", e);
    } catch (IOException e) {
      throw new UserException(file + " cannot be read; check its permissions.", e);
    }
  }

  private static Point point(JsonNode line) {
    JsonNode iteration = line.path("iteration");
    JsonNode loss = line.path("loss");
    if (!iteration.isInt() || !(loss.isNumber() || loss.isNull())) {
      throw new IllegalArgumentException("iteration or loss is missing");
    }
    JsonNode dice = line.path("val_dice").path("mean");
    return new Point(
        iteration.intValue(),
        loss.isNull() ? Double.NaN : loss.doubleValue(),
        dice.isNumber() ? OptionalDouble.of(dice.doubleValue()) : OptionalDouble.empty());
  }
}
