package dev.icl.modules.train;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import java.io.IOException;
import java.util.List;

/**
 * What a training came to; {@code summary.json}.
 *
 * @param engine name of the engine
 * @param device where it computed
 * @param method name of the method
 * @param iterations how many steps the model has behind it
 * @param seconds wall time of this run, validation included
 * @param imagesPerSecond training images over time in steps, warm-up and validation not counted
 * @param peakRssMb the most memory the process held, MiB
 * @param dice scores of the best validation
 * @param bestIteration the step it followed
 * @param lastDice scores of the validation after the last step
 * @param parameters how many numbers are trained
 */
@JsonPropertyOrder({
  "engine",
  "device",
  "method",
  "iterations",
  "seconds",
  "images_per_second",
  "peak_rss_mb",
  "dice",
  "best_iteration",
  "last_dice",
  "parameters"
})
public record TrainingSummary(
    String engine,
    String device,
    String method,
    int iterations,
    double seconds,
    @JsonProperty("images_per_second") double imagesPerSecond,
    @JsonProperty("peak_rss_mb") long peakRssMb,
    Scores dice,
    @JsonProperty("best_iteration") int bestIteration,
    @JsonProperty("last_dice") Scores lastDice,
    Parameters parameters) {

  private static final class FiniteNumbers extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeNull();
      }
    }
  }

  /**
   * Counts of trained numbers.
   *
   * @param backbone in the network that remains
   * @param training in the network and the method's own modules
   */
  @JsonPropertyOrder({"backbone", "training"})
  public record Parameters(long backbone, long training) {
    static long count(List<VariableSpec> variables) {
      return variables.stream()
          .filter(v -> v.kind() == VariableKind.PARAMETER)
          .mapToLong(v -> v.shape().numel())
          .sum();
    }
  }

  /** As indented JSON; a number that is not there, such as the Dice of an absent class, is null. */
  public String toJson() {
    try {
      return JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .addModule(
              new SimpleModule()
                  .addSerializer(Double.class, new FiniteNumbers())
                  .addSerializer(double.class, new FiniteNumbers()))
          .build()
          .writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a summary cannot be written as JSON", e);
    }
  }
}
