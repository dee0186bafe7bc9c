package dev.icl.data.format.picture;

import dev.icl.data.format.Contents;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.VolumeFormat;
import java.nio.file.Path;
import java.util.List;

/**
 * TIFF: every page is a slice, {@code [columns, rows, pages]}; colours and other samples of a pixel
 * are an axis behind that. Reads integers of 1 to 32 bits, float32 and float64 in strips or tiles,
 * uncompressed or with LZW, deflate or PackBits, in both byte orders. Of pictures with a palette
 * the image has the colours, and the label map their numbers. Nothing is known of the grid.
 *
 * <p>Writes a page for each slice, little-endian, with deflate.
 *
 * @see <a href="https://www.loc.gov/preservation/digital/formats/fdd/fdd000022.shtml">The
 *     format</a>
 */
public final class TiffFormat implements VolumeFormat {
  @Override
  public String name() {
    return "TIFF";
  }

  @Override
  public List<String> extensions() {
    return List.of(".tif", ".tiff");
  }

  @Override
  public boolean recognises(byte[] head) {
    return TiffDirectory.isTiff(head);
  }

  @Override
  public Contents read(Path file, ReadLimits limits) {
    return new TiffReader(file, limits).read();
  }

  @Override
  public boolean writes() {
    return true;
  }

  @Override
  public void write(Path file, Contents contents, boolean overwrite) {
    TiffWriter.write(file, contents.only(file), overwrite);
  }
}
