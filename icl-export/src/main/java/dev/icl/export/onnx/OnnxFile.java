package dev.icl.export.onnx;

import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.export.onnx.OnnxGraph.Attributes;
import dev.icl.export.program.RecordedProgram;
import dev.icl.export.program.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * ONNX: one file with the program as a graph, its variables as constants in it, in operator set 17
 * and version 8 of the format, which ONNX Runtime reads since 1.13. Axes have the order of the
 * program, channels first. The notes are entries of the model's metadata.
 */
public final class OnnxFile {
  /** The name of the format. */
  public static final String FORMAT = "onnx";

  /** The version of its operator set. */
  public static final int OPERATORS = 17;

  private static final long FORMAT_VERSION = 8;

  private OnnxFile() {}

  /**
   * Writes a program.
   *
   * @param program the program
   * @param notes entries of the metadata, by name
   * @param target a file that does not exist yet
   * @throws UserException if the file exists or cannot be written, an operation has no translation,
   *     or the file would be larger than the format allows
   */
  public static void write(RecordedProgram program, Map<String, String> notes, Path target) {
    AtomicFile.write(target, false, bounded(program, notes)::writeTo);
  }

  /**
   * A program as the bytes of a file, without notes.
   *
   * @throws UserException if an operation has no translation, or there are more bytes than the
   *     format allows
   */
  public static byte[] bytes(RecordedProgram program) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bounded(program, Map.of()).writeTo(bytes);
    return bytes.toByteArray();
  }

  private static ProtoMessage bounded(RecordedProgram program, Map<String, String> notes) {
    ProtoMessage model = model(program, notes);
    if (model.size() > Integer.MAX_VALUE) {
      throw new UserException(
          "This network cannot be written as ONNX: it takes %d bytes, and a file of that format holds 2 GiB; name another --format."
              .formatted(model.size()));
    }
    return model;
  }

  private static ProtoMessage model(RecordedProgram program, Map<String, String> notes) {
    OnnxGraph graph = new OnnxGraph();
    OnnxOperations operations = new OnnxOperations(graph);
    AxisNames axes = AxisNames.of(program);
    ProtoMessage ends = new ProtoMessage();
    program
        .inputs()
        .forEach(
            (name, step) -> {
              operations.input(step, name);
              ends.message(11, end(name, step, axes));
            });
    program.steps().forEach(operations::add);
    program
        .outputs()
        .forEach(
            (name, step) -> {
              graph.node("Identity", List.of(operations.name(step)), Attributes.none(), name);
              ends.message(12, end(name, step, axes));
            });
    ProtoMessage model =
        new ProtoMessage()
            .number(1, FORMAT_VERSION)
            .text(2, "icl")
            .message(7, graph.message("program", ends))
            .message(8, new ProtoMessage().text(1, "").number(2, (long) OPERATORS));
    new TreeMap<>(notes)
        .forEach((name, text) -> model.message(14, new ProtoMessage().text(1, name).text(2, text)));
    return model;
  }

  /** The name, type and sizes of an input or output. */
  private static ProtoMessage end(String name, Step step, AxisNames axes) {
    ProtoMessage shape = new ProtoMessage();
    for (int axis = 0; axis < step.rank(); axis++) {
      shape.message(
          1,
          step.isFixed(axis)
              ? new ProtoMessage().number(1, (long) step.size(axis))
              : new ProtoMessage().text(2, axes.of(step, axis)));
    }
    ProtoMessage tensor =
        new ProtoMessage().number(1, (long) OnnxType.of(step.dtype())).message(2, shape);
    return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
  }
}
