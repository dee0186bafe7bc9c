package dev.icl.data.format.nrrd;

import dev.icl.data.format.ClassMaps;
import dev.icl.data.format.Contents;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.VolumeFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * NRRD as 3D Slicer and ITK write it: {@code .nrrd}, or {@code .nhdr} with one data file next to
 * it; raw or gzip; integers of 8 to 64 bits, float32 and float64. The first axis runs fastest; axes
 * in front of it that hold several values of one place (vectors, colours, layers) become one behind
 * the third, as in NIfTI. The grid is turned from the file's patient space into right, anterior,
 * superior.
 *
 * <p>Writes little-endian, gzip, in left, posterior, superior; scaled voxels unscaled.
 * Probabilities of classes are float32 along a fourth axis.
 *
 * @see <a href="https://teem.sourceforge.net/nrrd/format.html">The format</a>
 */
public final class NrrdFormat implements VolumeFormat {
  static final String MAGIC = "NRRD000";
  static final String SINGLE = ".nrrd";
  static final String HEADER = ".nhdr";

  @Override
  public String name() {
    return "NRRD";
  }

  @Override
  public List<String> extensions() {
    return List.of(SINGLE, HEADER);
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
    return true;
  }

  @Override
  public void write(Path file, Contents contents, boolean overwrite) {
    new NrrdWriter(file, overwrite).write(contents.only(file));
  }

  @Override
  public void writeProbabilities(Path file, ClassMaps maps, boolean overwrite) {
    new NrrdWriter(file, overwrite).write(maps);
  }
}
