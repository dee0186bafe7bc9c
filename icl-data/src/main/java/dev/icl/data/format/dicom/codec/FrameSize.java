package dev.icl.data.format.dicom.codec;

/**
 * The size of an image.
 *
 * @param rows their number
 * @param columns their number
 * @param bytes of a sample, 1, 2 or 4
 */
public record FrameSize(int rows, int columns, int bytes) {
  /** The number of samples. */
  public int samples() {
    return Math.multiplyExact(rows, columns);
  }

  /**
   * Refuses data of another size.
   *
   * @param otherRows as the data say
   * @param otherColumns as the data say
   * @throws CodecException if one differs
   */
  void require(long otherRows, long otherColumns) throws CodecException {
    if (otherRows != rows || otherColumns != columns) {
      throw new CodecException(
          "%d rows of %d where the header has %d of %d"
              .formatted(otherRows, otherColumns, rows, columns));
    }
  }
}
