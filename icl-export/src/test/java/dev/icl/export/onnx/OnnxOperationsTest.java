package dev.icl.export.onnx;

import dev.icl.core.contract.OpCases;
import dev.icl.core.tensor.HostTensor;
import dev.icl.export.OperationProgram;
import dev.icl.export.program.RecordedProgram;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every operation as ONNX Runtime computes it. */
class OnnxOperationsTest {
  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyOperationGivesWhatTheReferenceGives() {
    return OpCases.all().stream()
        .map(
            opCase ->
                DynamicTest.dynamicTest(
                    opCase.label(),
                    () -> OperationProgram.requireSame(opCase, folder, new Onnx())));
  }

  private static final class Onnx implements OperationProgram.Format {
    @Override
    public void write(RecordedProgram program, Map<String, String> notes, Path file) {
      OnnxFile.write(program, notes, file);
    }

    @Override
    public HostTensor run(Path file, Map<String, HostTensor> inputs) {
      return OnnxRuns.of(file, inputs).get(OperationProgram.OUTPUT);
    }
  }
}
