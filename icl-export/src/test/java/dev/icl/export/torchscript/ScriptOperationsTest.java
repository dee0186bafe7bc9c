package dev.icl.export.torchscript;

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

/** Every operation as libtorch computes it. */
class ScriptOperationsTest {
  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyOperationGivesWhatTheReferenceGives() {
    return OpCases.all().stream()
        // DJL calls no module without inputs
        .filter(opCase -> !opCase.operands().isEmpty() || !opCase.inputs().isEmpty())
        .map(
            opCase ->
                DynamicTest.dynamicTest(
                    opCase.label(),
                    () -> OperationProgram.requireSame(opCase, folder, new Script())));
  }

  private static final class Script implements OperationProgram.Format {
    @Override
    public void write(RecordedProgram program, Map<String, String> notes, Path file) {
      TorchScriptFile.write(program, notes, file);
    }

    @Override
    public HostTensor run(Path file, Map<String, HostTensor> inputs) {
      return ScriptRuns.of(file, inputs).get(0);
    }
  }
}
