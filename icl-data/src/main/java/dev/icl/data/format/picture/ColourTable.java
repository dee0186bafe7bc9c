package dev.icl.data.format.picture;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.Contents;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.VoxelChecks;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.VoxelType;
import dev.icl.data.scan.Voxels;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The colours that the numbers of a picture stand for.
 *
 * @param red of each number, 0 to 255
 * @param green of each number
 * @param blue of each number
 */
record ColourTable(byte[] red, byte[] green, byte[] blue) {
  /**
   * A picture by its numbers: the image has their colours, in one channel where all are grey, and
   * the label map the numbers.
   *
   * @param file to be named in messages
   * @param shape {@code [columns, rows, slices]}
   * @param numbers of the pixels, the first axis fastest
   * @param limits the largest array
   * @throws UserException if a number has no colour, or the colours take more than the limit
   */
  Contents contents(Path file, Shape shape, byte[] numbers, ReadLimits limits) {
    for (byte number : numbers) {
      if ((number & 0xff) >= red.length) {
        throw PngChunks.damaged(file, "a pixel has a colour that is not in its palette");
      }
    }
    boolean grey = Arrays.equals(red, green) && Arrays.equals(green, blue);
    Shape coloured = PictureSamples.shape(shape, grey ? 1 : 3);
    long[] sizes = Arrays.stream(coloured.toArray()).asLongStream().toArray();
    VoxelChecks.shape(sizes, 3, VoxelType.UINT8, limits, file);
    ByteBuffer colours = ByteBuffer.allocate(Math.toIntExact(coloured.numel()));
    for (byte[] channel : new byte[][] {red, green, blue}) {
      for (int i = 0; colours.hasRemaining() && i < numbers.length; i++) {
        colours.put(channel[numbers[i] & 0xff]);
      }
    }
    return Contents.of(
        Scan.of(coloured, AxisOrder.FIRST_FASTEST, Voxels.of(VoxelType.UINT8, colours.flip())),
        Scan.of(shape, AxisOrder.FIRST_FASTEST, Voxels.ofLabels(numbers)));
  }
}
