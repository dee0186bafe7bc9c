package dev.icl.app.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.icl.app.config.ConfigTree;
import dev.icl.core.error.UserException;
import dev.icl.core.io.TextFile;
import dev.icl.core.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The settings of {@code config.yaml} that readers of results need, of this release or an earlier
 * one: what a method or network of another class path adds is passed over.
 *
 * @param engine as it was asked for; null where it is not told
 * @param device as it was asked for; null where it is not told
 * @param seed of the training; null where it is not told
 * @param method the section of that name; never null
 * @param network the section of that name; never null
 * @param data the section of that name; never null
 * @param train the section of that name; never null
 */
public record RecordedSettings(
    @Nullable String engine,
    @Nullable String device,
    @Nullable Long seed,
    Named method,
    Named network,
    Data data,
    Train train) {
  /** Sections are always there, if ones that tell nothing. */
  public RecordedSettings {
    method = method == null ? new Named(null) : method;
    network = network == null ? new Named(null) : network;
    data = data == null ? new Data(null, null, null, "") : data;
    train = train == null ? new Train(0, 0) : train;
  }

  /**
   * A method or a network.
   *
   * @param name null where it is not told
   */
  public record Named(@Nullable String name) {}

  /**
   * The dataset.
   *
   * @param name null where it is not told
   * @param labeled the number of training patients that keep their labels; null where it is not
   *     told
   * @param labelDraw the drawing of them; null where it is not told
   * @param patientPattern finds the patient in a case's name; empty for none
   */
  public record Data(
      @Nullable String name,
      @Nullable Integer labeled,
      @Nullable Integer labelDraw,
      String patientPattern) {
    /** Nobody may have given a pattern. */
    public Data {
      patientPattern = patientPattern == null ? "" : patientPattern;
    }
  }

  /**
   * The course of the training.
   *
   * @param iterations the steps it is to make; 0 where they are not told
   * @param checkpointEvery steps between checkpoints beside those of validations; 0 for none, and
   *     where they are not told
   */
  public record Train(Integer iterations, Integer checkpointEvery) {
    /** Fills in the numbers that are not told. */
    public Train {
      iterations = iterations == null ? 0 : iterations;
      checkpointEvery = checkpointEvery == null ? 0 : checkpointEvery;
    }
  }

  /**
   * The settings in a file.
   *
   * @param file the configuration of a run
   * @param mend what to do about one that cannot be read: what follows a semicolon
   * @throws UserException if it cannot be read
   */
  public static RecordedSettings read(Path file, String mend) {
    try {
      return of(ConfigTree.ofFile(TextFile.read(file)));
    } catch (JsonProcessingException e) {
      throw new UserException(
          "%s is damaged or cannot be read (%s); %s.".formatted(file, Json.reason(e), mend), e);
    } catch (IOException e) {
      throw new UserException(file + " cannot be read as text; " + mend + ".", e);
    }
  }

  /**
   * The settings in a configuration.
   *
   * @param config as {@link ConfigTree} reads it
   * @throws JsonProcessingException if one of them is of another kind, as a text in place of a
   *     number
   */
  public static RecordedSettings of(JsonNode config) throws JsonProcessingException {
    return Json.read(config, RecordedSettings.class);
  }
}
