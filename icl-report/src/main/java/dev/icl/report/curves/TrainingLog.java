package dev.icl.report.curves;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.icl.app.run.RunFolder;
import dev.icl.core.error.UserException;
import dev.icl.core.io.TextFile;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that a training logged.
 *
 * @param steps at least one, iterations ascending
 */
public record TrainingLog(List<Step> steps) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ITERATION = "iteration";
  private static final String LOSS = "loss";
  private static final String RATE = "lr";
  private static final String SPEED = "images_per_second";

  /** Copies the steps. */
  public TrainingLog {
    steps = List.copyOf(steps);
  }

  /**
   * One step.
   *
   * @param iteration from 1
   * @param losses {@code loss}, the total, first, then its terms; NaN where one was not finite
   * @param learningRate NaN where it is not told
   * @param imagesPerSecond since the training started; NaN where it is not told
   * @param validation the Dice after this step, where there was a validation
   */
  public record Step(
      int iteration,
      Map<String, Double> losses,
      double learningRate,
      double imagesPerSecond,
      Optional<Validation> validation) {
    /** Copies the losses. */
    public Step {
      losses = Collections.unmodifiableMap(new LinkedHashMap<>(losses));
    }

    /** The total; NaN where it was not finite. */
    public double loss() {
      return losses.get(LOSS);
    }
  }

  /**
   * A validation.
   *
   * @param dice the mean over classes; NaN where there is none
   * @param perClass that of each class, the background left out; NaN where it does not count
   */
  public record Validation(double dice, List<Double> perClass) {
    /** Copies the list. */
    public Validation {
      perClass = List.copyOf(perClass);
    }
  }

  /**
   * Reads {@code metrics.jsonl} of a training, also of one that still runs.
   *
   * @param folder as given to {@code icl train --out}
   * @throws UserException if there is no such log, or a line of it is none of a training's
   */
  public static TrainingLog read(Path folder) {
    Path file = new RunFolder(folder).metrics();
    List<String> lines = lines(file);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      try {
        steps.add(step(JSON.readTree(lines.get(i))));
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
    if (steps.isEmpty()) {
      throw new UserException(file + " holds no step yet; wait for the training's first one.");
    }
    return new TrainingLog(steps);
  }

  /** The names of the losses, the total first. */
  public Set<String> losses() {
    Set<String> names = new LinkedHashSet<>();
    steps.forEach(step -> names.addAll(step.losses().keySet()));
    return names;
  }

  /** The steps that a validation followed. */
  public List<Step> validated() {
    return steps.stream().filter(step -> step.validation().isPresent()).toList();
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

  private static Step step(JsonNode line) {
    JsonNode iteration = line.path(ITERATION);
    if (!iteration.isInt() || !isNumberOrNull(line.path(LOSS))) {
      throw new IllegalArgumentException("iteration or loss is missing");
    }
    Map<String, Double> losses = new LinkedHashMap<>();
    losses.put(LOSS, number(line.path(LOSS)));
    for (Map.Entry<String, JsonNode> field : line.properties()) {
      boolean other = Set.of(ITERATION, RATE, SPEED).contains(field.getKey());
      if (!other && isNumberOrNull(field.getValue())) {
        losses.put(field.getKey(), number(field.getValue()));
      }
    }
    return new Step(
        iteration.intValue(),
        losses,
        number(line.path(RATE)),
        number(line.path(SPEED)),
        validation(line.path("val_dice")));
  }

  private static Optional<Validation> validation(JsonNode scores) {
    if (!scores.isObject()) {
      return Optional.empty();
    }
    List<Double> classes = new ArrayList<>();
    scores.path("per_class").forEach(score -> classes.add(number(score)));
    return Optional.of(new Validation(number(scores.path("mean")), classes));
  }

  private static boolean isNumberOrNull(JsonNode node) {
    return node.isNumber() || node.isNull();
  }

  private static double number(JsonNode node) {
    return node.isNumber() ? node.doubleValue() : Double.NaN;
  }
}
