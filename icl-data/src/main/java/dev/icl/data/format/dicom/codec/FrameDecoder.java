package dev.icl.data.format.dicom.codec;

/** Decodes a compressed image of one component. */
@FunctionalInterface
public interface FrameDecoder {
  /**
   * The samples of an image, row by row: {@code rows * columns} numbers.
   *
   * @param data the compressed image from its first byte to its last
   * @param size of the image; data of another size are refused
   * @throws CodecException if the data are damaged, or use what is not decoded
   * @throws IndexOutOfBoundsException if the data are damaged in another way
   */
  int[] decode(byte[] data, FrameSize size) throws CodecException;
}
