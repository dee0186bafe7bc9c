package dev.icl.data.format;

import dev.icl.core.error.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One format of image files. Implementations are public classes with a public constructor without
 * arguments, named in {@code META-INF/services/dev.icl.data.format.VolumeFormat}; they hold no
 * state and are safe for use by several threads.
 */
public interface VolumeFormat {
  /** The common name of the format, such as {@code NIfTI}. */
  String name();

  /** File name endings it reads, in lower case with the dot, such as {@code .nii.gz}. */
  List<String> extensions();

  /**
   * Whether a file of any name may be of this format.
   *
   * @param head the file's first bytes, at most 512
   */
  boolean recognises(byte[] head);

  /**
   * Reads a file, or a folder that is a scan. Nothing the file says is trusted: sizes are checked
   * against limits and the file's length before memory is taken for them.
   *
   * @throws UserException if the file cannot be read, is malformed, or exceeds a limit; one
   *     sentence that names file and reason
   */
  Contents read(Path file, ReadLimits limits);

  /**
   * Every file that reading a file reads, such as both of a pair: a scan is the same as before only
   * if all of them are. They need not exist.
   *
   * @throws UserException if the file must be read to tell, and cannot be
   */
  default List<Path> files(Path file) {
    return List.of(file);
  }

  /**
   * Whether files of a folder may be parts of scans of this format, as those of a DICOM series are.
   * Looks at a few files only; formats of one file per scan say no.
   */
  default boolean recognisesFolder(Path folder) {
    return false;
  }

  /**
   * The scans that the files of a folder make, whose paths {@link #read} takes; asked where {@link
   * #recognisesFolder} says yes. What is in folders below does not count.
   *
   * @throws UserException if the folder cannot be read
   */
  default FolderScans scans(Path folder) {
    return FolderScans.NONE;
  }

  /**
   * A name for the patient of a scan, the same for all scans of one, which does not tell who it is;
   * empty where the file does not say.
   *
   * @throws UserException if the file must be read to tell, and cannot be
   */
  default Optional<String> patient(Path file) {
    return Optional.empty();
  }

  /**
   * Whether a file that holds an image holds its label map, too. Formats of one array per file have
   * none that do; damage is left for {@link #read} to tell.
   */
  default boolean holdsLabel(Path file) {
    return false;
  }

  /** Whether a file that it writes holds a single slice, as PNG files do. */
  default boolean holdsOneSlice() {
    return false;
  }

  /** Whether it writes. */
  boolean writes();

  /**
   * Writes a file, which appears whole or not at all.
   *
   * @param file where; its ending is one of {@link #extensions()}
   * @param contents what
   * @param overwrite whether a file that exists may be replaced
   * @throws UserException if the format does not write, or cannot hold the contents, or the file
   *     exists and may not be replaced, or writing fails
   */
  void write(Path file, Contents contents, boolean overwrite);

  /**
   * Writes the probabilities of classes, in 16 bits each; the file appears whole or not at all.
   * Formats hold none by default.
   *
   * @param file where; its ending is one of {@link #extensions()}
   * @param maps what, of three axes
   * @param overwrite whether a file that exists may be replaced
   * @throws UserException if the format holds no probabilities, or the file exists and may not be
   *     replaced, or writing fails
   */
  default void writeProbabilities(Path file, ClassMaps maps, boolean overwrite) {
    throw new UserException(
        "%s cannot be written: %s files hold no probabilities; choose NIfTI or HDF5."
            .formatted(file, name()));
  }
}
