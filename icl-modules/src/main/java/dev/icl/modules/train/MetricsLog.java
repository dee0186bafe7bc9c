package dev.icl.modules.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.core.io.TextFile;
import dev.icl.core.json.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The log {@code metrics.jsonl}: one JSON object per line and step, with {@code iteration}, {@code
 * loss}, a field for each loss term, {@code lr}, {@code images_per_second}, and {@code val_dice}
 * ({@code mean}, {@code per_class}) at validations. A step that was left out also has {@code
 * skipped}, the reason, and {@code cases}; its numbers that are not finite are null.
 */
public final class MetricsLog implements TrainingListener, AutoCloseable {
  private final Path file;
  private final BufferedWriter writer;

  private MetricsLog(Path file, BufferedWriter writer) {
    this.file = file;
    this.writer = writer;
  }

  /**
   * Opens the log of a run that has some steps behind it: lines of later steps, which the run is
   * about to repeat, are dropped, and so are lines that are no JSON.
   *
   * @param file made where it is missing, folders included
   * @param iteration steps done; 0 starts an empty log
   * @throws UserException if the file cannot be written
   */
  public static MetricsLog open(Path file, int iteration) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (iteration > 0 && Files.exists(file)) {
        cut(file, iteration);
      } else {
        Files.write(file, List.of());
      }
      return new MetricsLog(file, Files.newBufferedWriter(file, StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw AtomicFile.unwritable(file, e);
    }
  }

  /**
   * Whether a log has a step behind the first checkpoint of its training: the state is saved with
   * every validation, and every so many steps, before the next step.
   *
   * @param file the log
   * @param checkpointEvery steps between checkpoints beside those of validations; 0 for none
   * @throws UserException if it cannot be read
   */
  public static boolean goesBeyondACheckpoint(Path file, int checkpointEvery) {
    boolean saved = false;
    try {
      for (String line : TextFile.lines(file)) {
        boolean isStep = isUpTo(line, Integer.MAX_VALUE);
        if (saved && isStep) {
          return true;
        }
        boolean isDue = checkpointEvery > 0 && !isUpTo(line, checkpointEvery - 1);
        saved |= isStep && (isDue || isOfValidation(line));
      }
      return false;
    } catch (IOException e) {
      throw new UserException(file + " cannot be read; check its permissions.", e);
    }
  }

  private static boolean isOfValidation(String line) {
    try {
      return Json.read(line, JsonNode.class).has("val_dice");
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** Leaves the whole log or the cut one behind, whenever it is interrupted. */
  private static void cut(Path file, int iteration) throws IOException {
    List<String> kept =
        TextFile.lines(file).stream().filter(line -> isUpTo(line, iteration)).toList();
    AtomicFile.write(
        file,
        true,
        out -> {
          for (String line : kept) {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
          }
        });
  }

  @Override
  public void onStep(StepReport report) {
    // written before the state is saved
  }

  @Override
  public void beforeSave(StepReport report) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("iteration", report.iteration());
    line.putAll(report.losses());
    line.put("lr", report.learningRate());
    line.put("images_per_second", report.imagesPerSecond());
    report
        .validation()
        .ifPresent(scores -> line.put("val_dice", new Dice(scores.mean(), scores.perClass())));
    report
        .skipped()
        .ifPresent(
            skipped -> {
              line.put("skipped", skipped.reason());
              line.put("cases", skipped.cases());
            });
    try {
      writer.write(Json.line(line));
      writer.write('\n');
      writer.flush();
    } catch (IOException e) {
      throw AtomicFile.unwritable(file, e);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw AtomicFile.unwritable(file, e);
    }
  }

  private static boolean isUpTo(String line, int iteration) {
    try {
      Logged logged = Json.read(line, Logged.class);
      return logged.iteration() <= iteration;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** The scores of a validation. */
  private record Dice(double mean, List<Double> perClass) {}

  /** The step of a line. */
  private record Logged(int iteration) {}
}
