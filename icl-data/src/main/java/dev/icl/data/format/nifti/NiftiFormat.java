package dev.icl.data.format.nifti;

import dev.icl.data.format.ClassMaps;
import dev.icl.data.format.Contents;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.VolumeFormat;
import dev.icl.data.io.Inflated;
import java.nio.file.Path;
import java.util.List;

/**
 * NIfTI-1 and NIfTI-2: {@code .nii}, {@code .nii.gz}, and pairs {@code .hdr}/{@code .img}, each
 * perhaps with {@code .gz}; either file of a pair may be named. Axes are {@code [columns, rows,
 * slices]} and perhaps more, the first fastest; scans of fewer than three axes get axes of size 1.
 *
 * <p>Reads integers of 8 to 64 bits and floats of 32 and 64, in both byte orders, scaled by {@code
 * scl_slope} and {@code scl_inter}. The grid is the sform, else the qform, else the pixel sizes.
 * Writes little-endian NIfTI-1, or NIfTI-2 where an axis is longer than 32767; probabilities of
 * classes along a fourth axis, as 16-bit whole numbers scaled by 1/65535, since there is no
 * float16.
 *
 * @see <a href="https://nifti.nimh.nih.gov/nifti-1">The standard</a>
 */
public final class NiftiFormat implements VolumeFormat {
  @Override
  public String name() {
    return "NIfTI";
  }

  @Override
  public List<String> extensions() {
    return List.of(".nii", ".nii.gz", ".hdr", ".hdr.gz", ".img", ".img.gz");
  }

  @Override
  public boolean recognises(byte[] head) {
    return Inflated.isGzip(head) || NiftiHeader.size(head) > 0;
  }

  @Override
  public Contents read(Path file, ReadLimits limits) {
    return Contents.of(new NiftiReader(file, limits).read());
  }

  @Override
  public List<Path> files(Path file) {
    NiftiPair files = NiftiPair.of(file);
    return files.single() ? List.of(file) : List.of(files.header(), files.image());
  }

  @Override
  public boolean writes() {
    return true;
  }

  @Override
  public void write(Path file, Contents contents, boolean overwrite) {
    new NiftiWriter(file, overwrite).write(contents.only(file));
  }

  @Override
  public void writeProbabilities(Path file, ClassMaps maps, boolean overwrite) {
    new NiftiWriter(file, overwrite).write(maps);
  }
}
