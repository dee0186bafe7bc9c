package dev.icl.report.curves;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.icl.app.run.RunFolder;
import dev.icl.core.error.UserException;
import dev.icl.core.io.TextFile;
import dev.icl.core.json.Json;
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
import org.jspecify.annotations.Nullable;

/**
 * Everything that a training logged.
 *
 * @param steps at least one, iterations ascending
 */
public record TrainingLog(List<Step> steps) {
  private static final String LOSS = "loss";

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
      return losses.getOrDefault(LOSS, Double.NaN);
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
        steps.add(Json.read(lines.get(i), Line.class).step());
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

  /** A line of the file. It is no record, whose further fields would not come in order. */
  private static final class Line {
    @JsonProperty private @Nullable Integer iteration;
    @JsonProperty private @Nullable Double lr;
    @JsonProperty private @Nullable Double imagesPerSecond;
    @JsonProperty private @Nullable Dice valDice;

    private final Map<String, Double> losses = new LinkedHashMap<>();

    /** The loss, its terms, and what else a release tells of a step. */
    @JsonAnySetter
    @SuppressWarnings("UnusedMethod") // Jackson calls it
    private void other(String name, @Nullable Object value) {
      if (value == null || value instanceof Number) {
        losses.put(name, number((Number) value));
      }
    }

    /**
     * @throws IllegalArgumentException if it is none of a training's
     */
    Step step() {
      Double loss = losses.get(LOSS);
      if (iteration == null || loss == null) {
        throw new IllegalArgumentException("iteration or loss is missing");
      }
      Map<String, Double> totalFirst = new LinkedHashMap<>();
      totalFirst.put(LOSS, loss);
      totalFirst.putAll(losses);
      return new Step(
          iteration,
          totalFirst,
          number(lr),
          number(imagesPerSecond),
          Optional.ofNullable(valDice).map(Dice::validation));
    }
  }

  private record Dice(Double mean, List<Double> perClass) {
    Validation validation() {
      List<Double> classes = perClass == null ? List.of() : perClass;
      return new Validation(number(mean), classes.stream().map(TrainingLog::number).toList());
    }
  }

  private static double number(@Nullable Number value) {
    return value == null ? Double.NaN : value.doubleValue();
  }
}
