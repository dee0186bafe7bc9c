package dev.icl.data.format.picture;

import dev.icl.core.error.UserException;
import dev.icl.core.io.Sha256;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.Contents;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.VoxelChecks;
import dev.icl.data.io.FileBytes;
import dev.icl.data.scan.VoxelType;
import dev.icl.data.scan.Voxels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one TIFF file.
 *
 * @param file where it is
 * @param limits the largest file and array
 */
record TiffReader(Path file, ReadLimits limits) {
  /** No part is longer than this many times its compressed size. */
  private static final long HIGHEST_RATIO = 4096;

  private static final int DESCRIPTION = 270;

  /** The words of ImageJ and of programs of microscopes for axes that pages stand for. */
  private static final Pattern AXES =
      Pattern.compile("(?:^|\\n)(channels|frames)=(\\d+)|\\bSize(C|T)=\"(\\d+)\"");

  Contents read() {
    byte[] bytes = FileBytes.all(file, limits.fileBytes());
    List<TiffDirectory> all =
        TiffDirectory.all(file, bytes).stream().filter(page -> !TiffPage.isCopy(page)).toList();
    if (all.isEmpty()) {
      throw PngChunks.damaged(file, "it has no page");
    }
    List<TiffPage> pages = all.stream().map(TiffPage::of).toList();
    TiffPage.Kind kind = pages.get(0).kind();
    requireAlike(pages);
    if (pages.size() > 1) {
      requireSlices(all.get(0), kind);
    }
    long[] sizes = {kind.width(), kind.height(), pages.size(), kind.samples()};
    VoxelChecks.shape(sizes, 3, kind.type(), limits, file);
    long count = (long) kind.width() * kind.height() * pages.size() * kind.samples();
    if (count * kind.bits() / 8 / HIGHEST_RATIO > bytes.length) {
      throw PngChunks.damaged(file, "it is too short for the pixels that it announces");
    }
    ByteBuffer out =
        ByteBuffer.allocate(Math.toIntExact(count * kind.type().bytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int p = 0; p < pages.size(); p++) {
      new TiffPixels(pages.get(p), p, pages.size(), out).fill(new TiffParts(file, all.get(p).in()));
    }
    Shape places = Shape.of(kind.width(), kind.height(), pages.size());
    return PictureSamples.withSource(
        contents(all.get(0), kind, places, Voxels.of(kind.type(), out)), file, Sha256.hex(bytes));
  }

  private void requireAlike(List<TiffPage> pages) {
    TiffPage.Kind first = pages.get(0).kind();
    for (int p = 1; p < pages.size(); p++) {
      TiffPage.Kind other = pages.get(p).kind();
      if (!other.equals(first)) {
        throw new UserException(
            "%s has pages of different kinds (the first is %dx%d of %d bits, page %d is %dx%d of %d): save those that belong together in one file."
                .formatted(
                    file,
                    first.width(),
                    first.height(),
                    first.bits(),
                    p + 1,
                    other.width(),
                    other.height(),
                    other.bits()));
      }
    }
  }

  /** Refuses pages that stand for channels or times, which would be taken for slices. */
  private void requireSlices(TiffDirectory first, TiffPage.Kind kind) {
    Matcher axes = AXES.matcher(first.text(DESCRIPTION).orElse(""));
    while (axes.find()) {
      boolean channels = "channels".equals(axes.group(1)) || "C".equals(axes.group(3));
      String size = axes.group(2) == null ? axes.group(4) : axes.group(2);
      boolean several = !size.matches("0*1") && !(channels && size.equals("" + kind.samples()));
      if (several) {
        throw new UserException(
            "%s has pages for %s, which are no slices: save each of them in a file of its own (in ImageJ: Image > Stacks > Tools or Image > Color > Split Channels)."
                .formatted(file, channels ? "channels" : "times"));
      }
    }
  }

  private Contents contents(TiffDirectory first, TiffPage.Kind kind, Shape places, Voxels voxels) {
    if (kind.colour() == 3) {
      return palette(first, 1 << kind.bits()).contents(file, places, voxels.toBytes(), limits);
    }
    if (!kind.alpha()) {
      return PictureSamples.contents(places, kind.samples(), checked(voxels));
    }
    double opaque =
        switch (kind.type()) {
          case UINT8 -> (1 << kind.bits()) - 1;
          case UINT16 -> 65_535;
          case UINT32 -> 4_294_967_295.0;
          default -> 1;
        };
    return PictureSamples.contents(
        places,
        kind.samples() - 1,
        checked(PictureSamples.withoutAlpha(file, voxels, kind.samples(), opaque)));
  }

  private Voxels checked(Voxels voxels) {
    boolean floating = voxels.type() == VoxelType.FLOAT32 || voxels.type() == VoxelType.FLOAT64;
    return floating ? VoxelChecks.finite(voxels, limits, file) : voxels;
  }

  /** The colours of all pages are those of the first. */
  private ColourTable palette(TiffDirectory fields, int colours) {
    long[] map = fields.numbers(320);
    if (map.length != 3 * colours) {
      throw PngChunks.damaged(file, "its palette has another number of colours");
    }
    // 16 bits, but some programs write 8
    boolean wide = false;
    for (long value : map) {
      wide |= value > 255;
    }
    byte[][] all = new byte[3][colours];
    for (int i = 0; i < map.length; i++) {
      all[i / colours][i % colours] = (byte) (wide ? map[i] >> 8 : map[i]);
    }
    return new ColourTable(all[0], all[1], all[2]);
  }
}
