package dev.icl.modules.train;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.icl.core.batch.Batch;
import dev.icl.core.checkpoint.Safetensors;
import dev.icl.core.checkpoint.TensorInfo;
import dev.icl.core.engine.EngineRules;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.engine.Variables;
import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.core.json.Json;
import dev.icl.core.optim.GradientGuard;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.text.Counts;
import dev.icl.modules.method.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A step that gave numbers that are not finite; {@code non-finite.json}.
 *
 * @param iteration the step, from 1
 * @param term the first of the loss terms, in the order in which the method computes them, that is
 *     not finite; null if all are finite
 * @param losses every loss of the step
 * @param brokenGradients the parameters whose gradient is not finite although every loss is, in the
 *     order in which the method uses them: gradients come from the last to the first
 * @param learningRate what the step was made with
 * @param cases what the batch was made of
 * @param damagedInputs the inputs of the batch that hold non-finite values
 */
@JsonPropertyOrder({
  "iteration",
  "term",
  "losses",
  "broken_gradients",
  "learning_rate",
  "cases",
  "damaged_inputs"
})
record NonFiniteStep(
    int iteration,
    @Nullable String term,
    Map<String, Double> losses,
    @JsonProperty("broken_gradients") List<String> brokenGradients,
    @JsonProperty("learning_rate") double learningRate,
    List<String> cases,
    @JsonProperty("damaged_inputs") List<String> damagedInputs) {
  private static final String INPUT = "input/";
  private static final String NAME = "non-finite";

  /** The number of skipped steps that are kept for diagnosis. */
  private static final int KEPT = 10;

  /**
   * The failure of a step; empty if there was none.
   *
   * @param losses the objective and its terms, in the order of their computation
   * @param brokenGradients parameters whose gradient is not finite
   * @param leftOut whether the engine has found something else that is not finite
   */
  static Optional<NonFiniteStep> in(
      Map<String, Double> losses,
      List<String> brokenGradients,
      boolean leftOut,
      int iteration,
      double learningRate,
      Batch batch) {
    List<String> broken =
        losses.entrySet().stream()
            .filter(loss -> !loss.getKey().equals(GradientGuard.NORM))
            .filter(loss -> !Double.isFinite(loss.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    if (broken.isEmpty() && brokenGradients.isEmpty() && !leftOut) {
      return Optional.empty();
    }
    // the objective is the sum of the terms: it tells least
    @Nullable String term =
        broken.stream()
            .filter(name -> !name.equals(Method.OBJECTIVE))
            .findFirst()
            .orElse(broken.isEmpty() ? null : Method.OBJECTIVE);
    List<String> inputs =
        batch.tensors().entrySet().stream()
            .filter(input -> !isFinite(input.getValue()))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    return Optional.of(
        new NonFiniteStep(
            iteration,
            term,
            losses,
            term == null ? List.copyOf(brokenGradients) : List.of(),
            learningRate,
            batch.cases(),
            inputs));
  }

  /** As {@code the loss term 'ce' became NaN}. */
  String reason() {
    if (term != null) {
      return "the loss term '%s' became %s".formatted(term, losses.get(term));
    }
    return brokenGradients.isEmpty()
        ? "a running statistic became non-finite"
        : "the gradient of '%s' became non-finite while every loss was finite"
            .formatted(brokenGradients.get(brokenGradients.size() - 1));
  }

  /**
   * Writes {@code non-finite.json}, and {@code non-finite.safetensors} with the inputs of the step
   * as {@code input/<name>} and all variables as the step left them. Checkpoints stay as they are.
   *
   * @throws UserException if a file cannot be written
   */
  void write(Path folder, Batch batch, Variables variables) {
    write(folder, NAME, batch, variables.specs(), variables::read);
  }

  /**
   * The same for the {@code number}-th step that changed nothing, as {@code non-finite-<number>},
   * and without the variables; only for the first ten of a training.
   */
  void writeSkipped(Path folder, int number, Batch batch) {
    if (number <= KEPT) {
      write(folder, NAME + "-" + number, batch, List.of(), NonFiniteStep::noVariable);
    }
  }

  private static HostTensor noVariable(String name) {
    throw EngineRules.noVariable(name);
  }

  private void write(
      Path folder,
      String name,
      Batch batch,
      Collection<VariableSpec> variables,
      Function<String, HostTensor> values) {
    AtomicFile.write(
        folder.resolve(name + ".json"),
        true,
        out -> out.write((Json.indented(this) + "\n").getBytes(StandardCharsets.UTF_8)));
    List<TensorInfo> tensors = new ArrayList<>();
    batch
        .tensors()
        .forEach((input, t) -> tensors.add(new TensorInfo(INPUT + input, t.dtype(), t.shape())));
    for (VariableSpec spec : variables) {
      tensors.add(new TensorInfo(spec.name(), spec.dtype(), spec.shape()));
    }
    Safetensors.write(
        folder.resolve(name + ".safetensors"),
        Map.of("iteration", Integer.toString(iteration)),
        tensors,
        tensor ->
            tensor.startsWith(INPUT)
                ? EngineRules.input(batch.tensors(), tensor.substring(INPUT.length()))
                : values.apply(tensor));
  }

  /**
   * The message for the user.
   *
   * @param skipped how many steps were skipped before
   */
  UserException refusal(int iterations, double baseRate, int skipped, Path folder) {
    String cause =
        damagedInputs.isEmpty()
            ? "lower train.learning_rate (now %s), add --allow-changes to --resume,"
                .formatted(baseRate)
            : "repair the scans, %s of this batch holds non-finite values,"
                .formatted(String.join(" and ", damagedInputs));
    String before =
        skipped == 0
            ? ""
            : " after %s, as many as train.non_finite_limit allows"
                .formatted(Counts.of(skipped, "skipped batch", "skipped batches"));
    return new UserException(
        "training stopped at iteration %d of %d%s because %s; %s and go on from the last good state in %s, if there is one; non-finite.json and non-finite.safetensors there tell the cases of the batch and the state."
            .formatted(iteration, iterations, before, reason(), cause, folder));
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
