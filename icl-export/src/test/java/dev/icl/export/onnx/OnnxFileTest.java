package dev.icl.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.ProgramExporter.Example;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.export.program.HostVariables;
import dev.icl.export.program.RecordedProgram;
import dev.icl.export.program.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxFileTest {
  @TempDir Path folder;

  @Test
  void aModelTellsItsSizesAndItsNotes() throws OrtException {
    Path file = folder.resolve("model.onnx");
    OnnxFile.write(labels(), Map.of("about.txt", "hearts"), file);

    try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString())) {
      assertThat(info(session.getInputInfo().get("x").getInfo()).getShape())
          .containsExactly(-1, 3, -1, -1);
      assertThat(info(session.getInputInfo().get("x").getInfo()).getDimensionNames())
          .containsExactly("batch", "", "size_1", "size_2");
      assertThat(info(session.getOutputInfo().get("y").getInfo()).getDimensionNames())
          .containsExactly("batch", "size_1", "size_2");
      assertThat(session.getMetadata().getCustomMetadata()).containsEntry("about.txt", "hearts");
    }
  }

  @Test
  void whatIsThereIsNotOverwritten() throws IOException {
    Path file = Files.writeString(folder.resolve("model.onnx"), "mine");

    assertThatThrownBy(() -> OnnxFile.write(labels(), Map.of(), file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("exists already");
    assertThat(file).hasContent("mine");
  }

  private static TensorInfo info(Object info) {
    return (TensorInfo) info;
  }

  private static RecordedProgram labels() {
    Program program = (scope, inputs) -> Map.of("y", scope.ops().argmax(inputs.get("x"), 1));
    return new Recorder(new HostVariables())
        .record(program, Map.of("x", new Example(DType.F32, Shape.of(3, 4, 4))), List.of(4, 4));
  }
}
