package dev.icl.app.run;

import dev.icl.export.onnx.OnnxFile;
import dev.icl.export.program.RecordedProgram;
import dev.icl.export.torchscript.TorchScriptFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The formats of single files in which networks are written without an engine. */
public enum PortableFormat {
  /** ONNX, for ONNX Runtime and whatever has it inside. */
  ONNX(OnnxFile.FORMAT),
  /** TorchScript, for PyTorch and libtorch. */
  TORCHSCRIPT(TorchScriptFile.FORMAT);

  private final String formatName;

  PortableFormat(String formatName) {
    this.formatName = formatName;
  }

  /** The name of the format, as {@code onnx}. */
  public String formatName() {
    return formatName;
  }

  /** The names of all formats. */
  public static List<String> names() {
    return Arrays.stream(values()).map(PortableFormat::formatName).toList();
  }

  /** The format of a name. */
  public static Optional<PortableFormat> of(String name) {
    return Arrays.stream(values()).filter(f -> f.formatName.equals(name)).findFirst();
  }

  /**
   * Writes a program.
   *
   * @param program the program
   * @param notes texts for readers, by name
   * @param target a file that does not exist yet
   * @throws dev.icl.core.error.UserException if the file exists or cannot be written, or an
   *     operation has no translation
   */
  public void write(RecordedProgram program, Map<String, String> notes, Path target) {
    switch (this) {
      case ONNX -> OnnxFile.write(program, notes, target);
      case TORCHSCRIPT -> TorchScriptFile.write(program, notes, target);
    }
  }

  /**
   * A program as the bytes of a file, without notes.
   *
   * @throws dev.icl.core.error.UserException if an operation has no translation
   */
  public byte[] bytes(RecordedProgram program) throws IOException {
    return switch (this) {
      case ONNX -> OnnxFile.bytes(program);
      case TORCHSCRIPT -> TorchScriptFile.bytes(program);
    };
  }
}
