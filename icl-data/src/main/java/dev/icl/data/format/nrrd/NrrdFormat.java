package dev.icl.data.format.nrrd;

import dev.icl.core.error.UserException;
import dev.icl.data.format.Contents;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.VolumeFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * NRRD as 3D Slicer and ITK write it, for reading: {@code .nrrd}, or {@code .nhdr} with one data
 * file next to it; raw or gzip; integers of 8 to 64 bits, float32 and float64. The first axis runs
 * fastest; axes in front of it that hold several values of one place (vectors, colours, layers)
 * become one behind the third, as in NIfTI. The grid is turned from the file's patient space into
 * right, anterior, superior.
 *
 * @see <a href="https://teem.sourceforge.net/nrrd/format.html">The format</a>
 */
public final class NrrdFormat implements VolumeFormat {
  static final String MAGIC = "NRRD000";

  @Override
  public String name() {
    return "NRRD";
  }

  @Override
  public List<String> extensions() {
    return List.of(".nrrd", ".nhdr");
  }

  @Override
  public boolean recognises(byte[] head) {
    return new String(head, StandardCharsets.ISO_8859_1).startsWith(MAGIC);
  }

  @Override
  public Contents read(Path file, ReadLimits limits) {
    return Contents.of(new NrrdReader(file, limits).read());
  }

  @Override
  public List<Path> files(Path file) {
    return NrrdReader.files(file);
  }

  @Override
  public boolean writes() {
    return false;
  }

  @Override
  public void write(Path file, Contents contents, boolean overwrite) {
    throw new UserException(
        "%s cannot be written: NRRD is only read; write .nii.gz instead.".formatted(file));
  }
}
