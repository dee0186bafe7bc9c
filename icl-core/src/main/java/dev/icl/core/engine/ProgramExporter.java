package dev.icl.core.engine;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes programs for software that knows nothing of this project. An engine's module may bind any
 * number of them, each for one format, into a set.
 */
public interface ProgramExporter {
  /** The name of the format, as {@code saved-model}. */
  String format();

  /**
   * Writes a program, with the present values of the variables it reads, as it runs at test time.
   * The first axis of every input and output is the batch, of any size.
   *
   * @param program draws nothing and assigns nothing outside training
   * @param inputs its inputs, by name
   * @param notes notes on the program for readers, by file name; each becomes a text file next to
   *     it
   * @param target a file or folder, as the format wants it, that does not exist yet; it is there as
   *     a whole or not at all
   * @throws dev.icl.core.error.UserException if the target exists or cannot be written, or the
   *     program does not fit the format
   */
  void export(Program program, Map<String, Example> inputs, Map<String, String> notes, Path target);

  /**
   * One example of an input.
   *
   * @param dtype element type
   * @param shape without the batch: {@code [C, H, W]} for images
   */
  record Example(DType dtype, Shape shape) {}
}
