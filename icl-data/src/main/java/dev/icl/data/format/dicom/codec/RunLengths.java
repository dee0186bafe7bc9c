package dev.icl.data.format.dicom.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * DICOM's run lengths: a header of 64 bytes, then one segment for each byte of a sample, the most
 * significant first, packed as PackBits does.
 */
public final class RunLengths implements FrameDecoder {
  private static final int HEADER = 64;

  @Override
  public int[] decode(byte[] data, FrameSize size) throws CodecException {
    if (data.length < HEADER) {
      throw new CodecException("it ends early");
    }
    ByteBuffer header = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    int segments = header.getInt(0);
    if (segments != size.bytes()) {
      throw new CodecException(
          "%d segments where a sample has %d bytes".formatted(segments, size.bytes()));
    }
    int[] samples = new int[size.samples()];
    for (int segment = 0; segment < segments; segment++) {
      int from = header.getInt(4 * (segment + 1));
      int to = segment + 1 < segments ? header.getInt(4 * (segment + 2)) : data.length;
      if (from < HEADER || to < from || to > data.length) {
        throw new CodecException("its segments are not where its header says");
      }
      unpack(data, from, to, samples);
    }
    return samples;
  }

  /** Moves every sample up by a byte and adds the next one. */
  private static void unpack(byte[] data, int from, int to, int[] samples) throws CodecException {
    int at = from;
    int place = 0;
    while (place < samples.length) {
      if (at >= to) {
        throw new CodecException("it ends early");
      }
      int control = data[at++];
      if (control == -128) {
        continue;
      }
      int count = control >= 0 ? control + 1 : 1 - control;
      int needed = control >= 0 ? count : 1;
      if (needed > to - at) {
        throw new CodecException("it ends early");
      }
      int end = Math.min(samples.length, place + count);
      for (int i = 0; place < end; i++, place++) {
        samples[place] = samples[place] << 8 | data[control >= 0 ? at + i : at] & 0xff;
      }
      at += needed;
    }
  }
}
