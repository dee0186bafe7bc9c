package dev.icl.export.torchscript;

import dev.icl.core.checkpoint.PickleWriter;
import dev.icl.core.io.AtomicFile;
import dev.icl.core.io.StoredZip;
import dev.icl.core.tensor.HostTensor;
import dev.icl.export.program.RecordedProgram;
import dev.icl.export.program.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipOutputStream;

/**
 * TorchScript: an archive as {@code torch.jit.save} writes it, of a module whose {@code forward}
 * takes the inputs in the order of their names. It returns the output, or of several a tuple in the
 * order of their names. The variables are the module's buffers, axes have the order of the program,
 * channels first, and the notes are extra files.
 */
public final class TorchScriptFile {
  /** The name of the format. */
  public static final String FORMAT = "torchscript";

  /** Names of arguments that are none of the method's own. */
  private static final Pattern NAME = Pattern.compile("(?!self|v\\d|input_)[a-z]\\w*");

  private static final String FOLDER = "model/";

  private TorchScriptFile() {}

  /**
   * Writes a program.
   *
   * @param program the program
   * @param notes extra files, by name
   * @param target a file that does not exist yet
   * @throws dev.icl.core.error.UserException if the file exists or cannot be written, or an
   *     operation has no translation
   */
  public static void write(RecordedProgram program, Map<String, String> notes, Path target) {
    Written written = written(program);
    AtomicFile.write(target, false, out -> write(out, written, notes));
  }

  /**
   * A program as the bytes of an archive, without notes.
   *
   * @throws dev.icl.core.error.UserException if an operation has no translation
   */
  public static byte[] bytes(RecordedProgram program) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    write(bytes, written(program), Map.of());
    return bytes.toByteArray();
  }

  /**
   * A translated program.
   *
   * @param method its source
   * @param constants that the method reads
   */
  private record Written(String method, List<HostTensor> constants) {}

  private static Written written(RecordedProgram program) {
    ScriptText text = new ScriptText();
    ScriptOperations operations = new ScriptOperations(text);
    List<String> arguments = arguments(program);
    int next = 0;
    for (Step input : program.inputs().values()) {
      text.name(input, arguments.get(next++));
    }
    program.steps().forEach(operations::add);
    return new Written(method(arguments, program, text), text.constants());
  }

  /** The names of inputs, or numbered ones for those that are no names in Python. */
  private static List<String> arguments(RecordedProgram program) {
    List<String> names = List.copyOf(program.inputs().keySet());
    return IntStream.range(0, names.size())
        .mapToObj(i -> NAME.matcher(names.get(i)).matches() ? names.get(i) : "input_" + i)
        .toList();
  }

  private static String method(List<String> arguments, RecordedProgram program, ScriptText text) {
    String inputs =
        arguments.stream().map(name -> ", " + name + ": Tensor").collect(Collectors.joining());
    Collection<Step> outputs = program.outputs().values();
    String results = outputs.stream().map(text::name).collect(Collectors.joining(", "));
    boolean single = outputs.size() == 1;
    String type =
        single
            ? "Tensor"
            : "Tuple[" + String.join(", ", Collections.nCopies(outputs.size(), "Tensor")) + "]";
    return "  def forward(self: __torch__.M%s) -> %s:\n".formatted(inputs, type)
        + text.lines()
        + "    return %s\n".formatted(single ? results : "(" + results + ")");
  }

  private static void write(OutputStream out, Written program, Map<String, String> notes)
      throws IOException {
    List<HostTensor> constants = program.constants();
    List<String> names =
        IntStream.range(0, constants.size()).mapToObj(ScriptText::attribute).toList();
    ZipOutputStream zip = new ZipOutputStream(out);
    StoredZip.put(zip, FOLDER + "data.pkl", pickled(names, constants));
    StoredZip.put(zip, FOLDER + "code/__torch__.py", utf8(header(names) + program.method()));
    for (int i = 0; i < constants.size(); i++) {
      StoredZip.put(zip, FOLDER + "data/" + i, constants.get(i).bytes());
    }
    for (Map.Entry<String, String> note : new TreeMap<>(notes).entrySet()) {
      StoredZip.put(zip, FOLDER + "extra/" + note.getKey(), utf8(note.getValue()));
    }
    StoredZip.put(zip, FOLDER + "constants.pkl", new PickleWriter().opcode(')').ended());
    StoredZip.put(zip, FOLDER + "version", utf8("3\n"));
    zip.finish();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String header(List<String> names) {
    String buffers = names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
    return "class M(Module):\n  __parameters__ = []\n  __buffers__ = ["
        + buffers
        + "]\n  training : bool\n"
        + names.stream().map(name -> "  " + name + " : Tensor\n").collect(Collectors.joining());
  }

  /** An object of the class {@code M} with its attributes. */
  private static byte[] pickled(List<String> names, List<HostTensor> constants) {
    PickleWriter pickle = new PickleWriter();
    pickle.global("__torch__", "M").opcode(')').opcode(0x81).opcode('}').opcode('(');
    pickle.text("training").opcode(0x89);
    for (int i = 0; i < names.size(); i++) {
      HostTensor constant = constants.get(i);
      pickle.text(names.get(i)).tensor(constant.dtype(), constant.shape(), i);
    }
    return pickle.opcode('u').opcode('b').ended();
  }
}
