package dev.icl.modules.train;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.icl.core.batch.Batch;
import dev.icl.core.checkpoint.Safetensors;
import dev.icl.core.checkpoint.TensorInfo;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.engine.Variables;
import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.core.tensor.HostTensor;
import dev.icl.modules.method.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A step whose losses are no finite numbers; {@code non-finite.json}.
 *
 * @param iteration the step, from 1
 * @param term the first of the loss terms, in the order in which the method computes them, that is
 *     no finite number
 * @param losses every loss of the step
 * @param learningRate what the step was made with
 * @param cases what the batch was made of
 * @param damagedInputs the inputs of the batch that hold values that are no finite numbers
 */
@JsonPropertyOrder({"iteration", "term", "losses", "learning_rate", "cases", "damaged_inputs"})
record NonFiniteLoss(
    int iteration,
    String term,
    Map<String, Double> losses,
    @JsonProperty("learning_rate") double learningRate,
    List<String> cases,
    @JsonProperty("damaged_inputs") List<String> damagedInputs) {
  private static final String INPUT = "input/";

  /**
   * What broke in a step; empty if nothing did.
   *
   * @param losses the objective and its terms, in the order of their computation
   */
  static Optional<NonFiniteLoss> in(
      Map<String, Double> losses, int iteration, double learningRate, Batch batch) {
    List<String> broken =
        losses.keySet().stream().filter(name -> !Double.isFinite(losses.get(name))).toList();
    if (broken.isEmpty()) {
      return Optional.empty();
    }
    // the objective is the sum of the terms: it tells least
    String term =
        broken.stream()
            .filter(name -> !name.equals(Method.OBJECTIVE))
            .findFirst()
            .orElse(Method.OBJECTIVE);
    List<String> inputs =
        batch.tensors().keySet().stream()
            .filter(name -> !isFinite(batch.tensors().get(name)))
            .sorted()
            .toList();
    return Optional.of(
        new NonFiniteLoss(iteration, term, losses, learningRate, batch.cases(), inputs));
  }

  /**
   * Writes {@code non-finite.json}, and {@code non-finite.safetensors} with the inputs of the step
   * as {@code input/<name>} and all variables as the step left them. Checkpoints stay as they are.
   *
   * @throws UserException if a file cannot be written
   */
  void write(Path folder, Batch batch, Variables variables) {
    AtomicFile.write(
        folder.resolve("non-finite.json"),
        true,
        out -> out.write((ResultJson.indented(this) + "\n").getBytes(StandardCharsets.UTF_8)));
    List<TensorInfo> tensors = new ArrayList<>();
    batch
        .tensors()
        .forEach((name, t) -> tensors.add(new TensorInfo(INPUT + name, t.dtype(), t.shape())));
    for (VariableSpec spec : variables.specs()) {
      tensors.add(new TensorInfo(spec.name(), spec.dtype(), spec.shape()));
    }
    Safetensors.write(
        folder.resolve("non-finite.safetensors"),
        Map.of("iteration", Integer.toString(iteration)),
        tensors,
        name ->
            name.startsWith(INPUT)
                ? batch.tensors().get(name.substring(INPUT.length()))
                : variables.read(name));
  }

  /** What to tell the user. */
  UserException refusal(int iterations, double baseRate, Path folder) {
    String cause =
        damagedInputs.isEmpty()
            ? "lower train.learning_rate (now %s)".formatted(baseRate)
            : "mend the scans, %s of this batch holds values that are no numbers,"
                .formatted(String.join(" and ", damagedInputs));
    return new UserException(
        "training stopped at iteration %d of %d because the loss term '%s' became %s; %s and go on from the last good state in %s, if there is one; non-finite.json and non-finite.safetensors there tell the cases of the batch and the state."
            .formatted(iteration, iterations, term, losses.get(term), cause, folder));
  }

  private static boolean isFinite(HostTensor tensor) {
    if (!tensor.dtype().isFloating()) {
      return true;
    }
    for (int i = 0; i < tensor.size(); i++) {
      if (!Double.isFinite(tensor.get(i))) {
        return false;
      }
    }
    return true;
  }
}
