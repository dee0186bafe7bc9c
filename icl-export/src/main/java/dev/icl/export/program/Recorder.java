package dev.icl.export.program;

import dev.icl.core.engine.Program;
import dev.icl.core.engine.ProgramExporter.Example;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Variables;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A recorder of programs as they run at test time. It runs a program several times over shapes
 * alone: what differs between the recordings follows from the sizes of the inputs, and what is the
 * same does not. Nothing is computed but constants.
 */
public final class Recorder {
  private static final int BATCH = 2;
  private static final int LARGER_BATCH = 3;

  private final Variables variables;

  /**
   * @param variables those that programs read, with the values that become constants
   */
  public Recorder(Variables variables) {
    this.variables = variables;
  }

  /**
   * The program for any number of rows, and for inputs of other sizes too where nothing but sizes
   * depends on them.
   *
   * @param program draws nothing and assigns nothing outside training
   * @param inputs its inputs, by name
   * @param growth by what the last axes of every input may grow, as 16 and 16 for images of other
   *     multiples of 16; empty for inputs of a single size
   * @throws UserException if something else than a size depends on the number of rows, or the
   *     program does what it may not
   */
  public RecordedProgram record(
      Program program, Map<String, Example> inputs, List<Integer> growth) {
    Constants constants = new Constants(variables);
    List<Integer> none = growth.stream().map(step -> 0).toList();
    try {
      Recording first = recorded(program, inputs, constants, BATCH, none);
      Recording more = recorded(program, inputs, constants, LARGER_BATCH, none);
      List<Recording> both = List.of(first, more);
      return growth.isEmpty()
          ? folded(both, false)
          : grown(both, program, inputs, constants, growth).orElseGet(() -> folded(both, false));
    } catch (UnfitStep e) {
      throw new UserException(
          "This network cannot be exported: " + e.getMessage() + "; export another network.", e);
    }
  }

  /** The program for inputs that grow, unless it is made for a single size. */
  private static Optional<RecordedProgram> grown(
      List<Recording> both,
      Program program,
      Map<String, Example> inputs,
      Constants constants,
      List<Integer> growth) {
    try {
      List<Recording> all = new ArrayList<>(both);
      for (int axis = 0; axis < growth.size(); axis++) {
        List<Integer> one = new ArrayList<>(Collections.nCopies(growth.size(), 0));
        one.set(axis, growth.get(axis));
        all.add(recorded(program, inputs, constants, BATCH, one));
      }
      List<Integer> twice = growth.stream().map(step -> 2 * step).toList();
      all.add(recorded(program, inputs, constants, LARGER_BATCH, twice));
      return Optional.of(folded(all, true));
    } catch (UnfitStep | IllegalArgumentException e) {
      // it is made for the sizes of the examples
      return Optional.empty();
    }
  }

  private static RecordedProgram folded(List<Recording> recordings, boolean grows) {
    return BatchNormFolding.of(Alignment.of(recordings, grows));
  }

  /**
   * One run.
   *
   * @param inputs tensors by name
   * @param tensors everything that is no constant, in the order in which it was made
   * @param outputs tensors by name
   */
  record Recording(
      Map<String, RecordedTensor> inputs,
      List<RecordedTensor> tensors,
      Map<String, RecordedTensor> outputs) {}

  private static Recording recorded(
      Program program,
      Map<String, Example> inputs,
      Constants constants,
      int batch,
      List<Integer> more) {
    Tape tape = new Tape(constants);
    Map<String, RecordedTensor> fed = new LinkedHashMap<>();
    new TreeMap<>(inputs)
        .forEach(
            (name, input) -> fed.put(name, tape.input(input.dtype(), shape(input, batch, more))));
    Map<String, RecordedTensor> outputs = new TreeMap<>();
    Map<String, Tensor> given = new LinkedHashMap<>(fed);
    program
        .apply(new RecordingScope(tape), ProgramInputs.of(given))
        .forEach((name, value) -> outputs.put(name, (RecordedTensor) value));
    return new Recording(fed, tape.tensors(), outputs);
  }

  private static Shape shape(Example input, int batch, List<Integer> more) {
    int[] sizes = input.shape().toArray();
    int first = sizes.length - more.size();
    for (int i = 0; i < more.size(); i++) {
      sizes[first + i] += more.get(i);
    }
    return Shape.of(batch).append(sizes);
  }
}
