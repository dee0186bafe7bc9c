package dev.icl.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.contract.OpCase;
import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.ProgramExporter.Example;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.error.UserException;
import dev.icl.core.ops.Ops;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import dev.icl.export.program.HostVariables;
import dev.icl.export.program.RecordedProgram;
import dev.icl.export.program.Recorder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A case of an operation as a program over batches, whose first row has the operands: so that none
 * of them is a constant.
 */
public final class OperationProgram implements Program {
  /** The output to compare. */
  public static final String OUTPUT = "output";

  private static final double TOLERANCE = 1e-5;

  private final OpCase opCase;
  private final Map<String, HostTensor> operands = new LinkedHashMap<>();

  /** The program of a case. */
  public OperationProgram(OpCase opCase) {
    this.opCase = opCase;
    operands.putAll(opCase.operands());
    operands.putAll(opCase.inputs());
  }

  /** Writes the program of a case with a format, and compares what its runs give. */
  public static void requireSame(OpCase opCase, Path folder, Format format) {
    OperationProgram program = new OperationProgram(opCase);
    RecordedProgram recorded;
    try {
      recorded = new Recorder(new HostVariables()).record(program, program.examples(), List.of());
    } catch (UserException e) {
      assertThat(e).hasMessageContaining("'batchNorm' takes the statistics of the batch");
      return;
    }
    Path file = folder.resolve("model" + Integer.toHexString(opCase.label().hashCode()));
    format.write(recorded, Map.of(), file);
    for (int rows : new int[] {1, 2}) {
      Map<String, HostTensor> inputs = program.inputs(rows);
      try (ReferenceEngine reference = new ReferenceEngine(EngineOptions.defaults())) {
        HostTensor expected =
            reference
                .compile(program, Compilation.inference())
                .run(inputs, RandomKey.of(0))
                .get(OUTPUT);
        requireClose(opCase.label(), format.run(file, inputs), expected);
      }
    }
  }

  /** A format, and a program that runs what is written in it. */
  public interface Format {
    /** Writes a program. */
    void write(RecordedProgram program, Map<String, String> notes, Path file);

    /** The output of a program that has only one. */
    HostTensor run(Path file, Map<String, HostTensor> inputs);
  }

  /** Without the rows. */
  public Map<String, Example> examples() {
    Map<String, Example> examples = new LinkedHashMap<>();
    operands.forEach(
        (name, value) -> examples.put(name, new Example(value.dtype(), value.shape())));
    return examples;
  }

  /** The operands in each of a number of rows. */
  public Map<String, HostTensor> inputs(int rows) {
    Map<String, HostTensor> inputs = new LinkedHashMap<>();
    operands.forEach(
        (name, value) ->
            inputs.put(
                name,
                HostTensor.fill(
                    value.dtype(),
                    Shape.of(rows).append(value.shape()),
                    i -> value.get((int) (i % Math.max(1, value.size()))))));
    return inputs;
  }

  @Override
  public Map<String, Tensor> apply(Scope scope, ProgramInputs inputs) {
    Ops ops = scope.ops();
    Map<String, Tensor> given = new LinkedHashMap<>();
    operands.forEach(
        (name, value) -> {
          Tensor rows = inputs.get(name);
          Shape first = rows.shape().with(0, 1);
          Tensor row = ops.slice(rows, new int[first.rank()], first);
          given.put(name, ops.reshape(row, value.shape()));
        });
    return Map.of(OUTPUT, opCase.body().apply(ops, given));
  }

  /** Requires the values of the reference, of its type and shape. */
  private static void requireClose(String what, HostTensor actual, HostTensor expected) {
    assertThat(actual.dtype()).as(what).isEqualTo(expected.dtype());
    assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
    double distance = 0;
    double norm = 0;
    for (int i = 0; i < expected.size(); i++) {
      boolean same = actual.get(i) == expected.get(i); // infinities have no difference
      distance += same ? 0 : Math.pow(actual.get(i) - expected.get(i), 2);
      norm += Math.pow(expected.get(i), 2);
    }
    assertThat(Math.sqrt(distance))
        .as(what + ": the distance from the reference, norm " + Math.sqrt(norm))
        .isLessThanOrEqualTo(TOLERANCE * Math.max(Math.sqrt(norm), 1));
  }
}
