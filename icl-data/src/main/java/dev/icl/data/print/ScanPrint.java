package dev.icl.data.print;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The fingerprint of a scan by which it is recognised, whole or cut into slices, after it was
 * converted: numbers of its intensities as its files hold them, before any preprocessing. Slices
 * are those along the axis along which it is cut; those that are too plain are left out, and so are
 * some of very many.
 *
 * <p>Two scans of which two slices agree, or the wholes, are one, as far as it tells. A scan that
 * was resampled, clipped, or cropped within its slices, is another one.
 */
public final class ScanPrint {
  /** As many slices as are kept. */
  static final int MOST_SLICES = 24;

  private static final int ENOUGH = 2;

  private final List<ImagePrint> slices;
  private final Optional<ImagePrint> whole;

  private ScanPrint(List<ImagePrint> slices, Optional<ImagePrint> whole) {
    this.slices = List.copyOf(slices);
    this.whole = whole;
  }

  /**
   * The print of a volume.
   *
   * @param image intensities, slice after slice
   * @param slices the number of slices
   */
  public static ScanPrint of(float[] image, int slices) {
    List<ImagePrint> prints = new ArrayList<>();
    int size = image.length / Math.max(slices, 1);
    for (int s = 0; s < slices; s++) {
      ImagePrint.of(image, s * size, size).ifPresent(prints::add);
    }
    return new ScanPrint(prints, ImagePrint.of(image, 0, image.length));
  }

  /** The print of a scan whose slices alone are known, each print of one slice. */
  public static ScanPrint ofSlices(List<ScanPrint> slices) {
    return new ScanPrint(
        slices.stream().flatMap(slice -> slice.slices.stream()).toList(), Optional.empty());
  }

  /** Whether the scan is too plain to be recognised. */
  public boolean isEmpty() {
    return slices.isEmpty() && whole.isEmpty();
  }

  /** Whether two prints are of one scan, or of parts of it, as far as they tell. */
  public boolean matches(ScanPrint other) {
    if (whole.isPresent() && other.whole.isPresent() && whole.get().matches(other.whole.get())) {
      return true;
    }
    int enough = Math.min(ENOUGH, Math.min(slices.size(), other.slices.size()));
    // a slice of the other counts once, or two near slices here would find the same one there
    List<ImagePrint> left = new ArrayList<>(other.slices);
    int found = 0;
    for (ImagePrint slice : slices) {
      Optional<ImagePrint> same = left.stream().filter(slice::matches).findFirst();
      if (same.isPresent()) {
        left.remove(same.get());
        found++;
      }
    }
    return found >= enough && found > 0;
  }

  /** As much of it as a text holds: of very many slices some, evenly. */
  ScanPrint kept() {
    List<ImagePrint> kept = new ArrayList<>();
    int count = Math.min(slices.size(), MOST_SLICES);
    for (int i = 0; i < count; i++) {
      kept.add(slices.get((int) ((2L * i + 1) * slices.size() / (2L * count))));
    }
    return new ScanPrint(kept, whole);
  }

  /** As text without spaces; of very many slices some, evenly. */
  public String toText() {
    List<ImagePrint> kept = kept().slices;
    ByteBuffer out = ByteBuffer.allocate(1 + ImagePrint.BYTES * (kept.size() + 1));
    out.put((byte) (whole.isPresent() ? 1 : 0));
    whole.ifPresent(print -> print.put(out));
    kept.forEach(print -> print.put(out));
    byte[] bytes = new byte[out.position()];
    out.get(0, bytes);
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * The fingerprint that {@link #toText} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static ScanPrint ofText(String text) {
    ByteBuffer in = ByteBuffer.wrap(Base64.getDecoder().decode(text));
    try {
      Optional<ImagePrint> whole =
          in.get() == 1 ? Optional.of(ImagePrint.get(in)) : Optional.empty();
      List<ImagePrint> slices = new ArrayList<>();
      while (in.hasRemaining()) {
        slices.add(ImagePrint.get(in));
      }
      return new ScanPrint(slices, whole);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a print that is cut off", e);
    }
  }

  @Override
  public String toString() {
    return slices.size() + " slices" + (whole.isPresent() ? " and the whole" : "");
  }
}
