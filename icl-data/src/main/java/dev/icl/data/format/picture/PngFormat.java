package dev.icl.data.format.picture;

import dev.icl.data.format.Contents;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.VolumeFormat;
import java.nio.file.Path;
import java.util.List;

/**
 * PNG: a slice of one or three channels, {@code [columns, rows, 1]} or {@code [columns, rows, 1,
 * 3]}, as unsigned integers of 8 or 16 bits. Of a picture with a palette the image has its colours,
 * and the label map the numbers of the colours. Nothing is known of the grid.
 *
 * <p>Writes single slices of unsigned integers of 8 or 16 bits, which label maps are.
 *
 * @see <a href="https://www.w3.org/TR/png-3/">The format</a>
 */
public final class PngFormat implements VolumeFormat {
  @Override
  public String name() {
    return "PNG";
  }

  @Override
  public List<String> extensions() {
    return List.of(".png");
  }

  @Override
  public boolean recognises(byte[] head) {
    return PngChunks.isPng(head);
  }

  @Override
  public Contents read(Path file, ReadLimits limits) {
    return new PngReader(file, limits).read();
  }

  @Override
  public boolean holdsOneSlice() {
    return true;
  }

  @Override
  public boolean writes() {
    return true;
  }

  @Override
  public void write(Path file, Contents contents, boolean overwrite) {
    PngWriter.write(file, contents.only(file), overwrite);
  }
}
