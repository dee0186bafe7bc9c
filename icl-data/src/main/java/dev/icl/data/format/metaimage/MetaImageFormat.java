package dev.icl.data.format.metaimage;

import dev.icl.data.format.ClassMaps;
import dev.icl.data.format.Contents;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.VolumeFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * MetaImage as ITK and elastix have it: {@code .mha}, or {@code .mhd} with one data file in the
 * same folder or below; integers of 8 to 64 bits, float32 and float64, in both byte orders, raw or
 * compressed with zlib. The first axis runs fastest; several channels of one voxel become an axis
 * behind the third, as in NIfTI. The grid is turned from left, posterior, superior, the space of
 * these files, into right, anterior, superior.
 *
 * <p>Writes little-endian, compressed; scaled voxels unscaled. Probabilities of classes are
 * float32, uncompressed, along a fourth axis.
 *
 * @see <a href="https://itk.org/Wiki/ITK/MetaIO/Documentation">The format</a>
 */
public final class MetaImageFormat implements VolumeFormat {
  static final String SINGLE = ".mha";
  static final String HEADER = ".mhd";

  private static final Pattern BEGIN = Pattern.compile("(?s)(ObjectType|NDims)[ \\t]*=.*");

  @Override
  public String name() {
    return "MetaImage";
  }

  @Override
  public List<String> extensions() {
    return List.of(SINGLE, HEADER);
  }

  @Override
  public boolean recognises(byte[] head) {
    return BEGIN.matcher(new String(head, StandardCharsets.ISO_8859_1)).matches();
  }

  @Override
  public Contents read(Path file, ReadLimits limits) {
    return Contents.of(new MetaReader(file, limits).read());
  }

  @Override
  public List<Path> files(Path file) {
    return MetaReader.files(file);
  }

  @Override
  public boolean writes() {
    return true;
  }

  @Override
  public void write(Path file, Contents contents, boolean overwrite) {
    new MetaWriter(file, overwrite).write(contents.only(file));
  }

  @Override
  public void writeProbabilities(Path file, ClassMaps maps, boolean overwrite) {
    new MetaWriter(file, overwrite).write(maps);
  }
}
