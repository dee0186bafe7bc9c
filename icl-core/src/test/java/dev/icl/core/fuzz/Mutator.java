package dev.icl.core.fuzz;

import dev.icl.core.random.RandomKey;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/** Damages files: flipped bits, numbers that are likely to hurt, moved, missing and added bytes. */
final class Mutator {
  private static final long[] HURTFUL = {
    0,
    1,
    2,
    -1,
    -2,
    0x7f,
    0x80,
    0xff,
    0x7fff,
    0x8000,
    0xffff,
    0x10000,
    0x7fffffff,
    0x80000000L,
    0xffffffffL,
    0x100000000L,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    Long.MAX_VALUE / 8,
    1L << 40,
    1000,
    1_000_000,
    100_000_000
  };
  private static final int HEADER = 128;

  private Mutator() {}

  /** A damaged copy; the same for the same key. */
  static byte[] mutate(byte[] file, RandomKey key) {
    UniformRandomProvider random = key.generator();
    byte[] out = file.clone();
    int times = 1 + (random.nextInt(3) == 0 ? random.nextInt(8) : 0);
    for (int i = 0; i < times && out.length > 0; i++) {
      out = once(out, random);
    }
    return out;
  }

  private static byte[] once(byte[] file, UniformRandomProvider random) {
    int at = place(file.length, random);
    switch (random.nextInt(10)) {
      case 0, 1 -> file[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> file[at] = (byte) random.nextInt(256);
      case 3, 4, 5, 6 -> number(file, at, random);
      case 7 -> {
        int from = random.nextInt(file.length);
        int length = Math.min(1 + random.nextInt(16), file.length - Math.max(at, from));
        System.arraycopy(file, from, file, at, length);
      }
      case 8 -> {
        return Arrays.copyOf(file, at);
      }
      default -> {
        int length = 1 + random.nextInt(16);
        byte[] more = Arrays.copyOf(file, file.length + length);
        System.arraycopy(file, at, more, at + length, file.length - at);
        return more;
      }
    }
    return file;
  }

  /** Half of the time in the first bytes, where headers are. */
  private static int place(int length, UniformRandomProvider random) {
    return random.nextInt(random.nextBoolean() ? Math.min(HEADER, length) : length);
  }

  private static void number(byte[] file, int at, UniformRandomProvider random) {
    ByteBuffer bytes = ByteBuffer.allocate(8);
    bytes.order(random.nextInt(4) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    long value =
        switch (random.nextInt(4)) {
          case 0 -> random.nextLong();
          case 1 -> random.nextInt(file.length + 1);
          default -> HURTFUL[random.nextInt(HURTFUL.length)];
        };
    int size = 1 << random.nextInt(4);
    switch (size) {
      case 1 -> bytes.put((byte) value);
      case 2 -> bytes.putShort((short) value);
      case 4 -> bytes.putInt((int) value);
      default -> bytes.putLong(value);
    }
    System.arraycopy(bytes.array(), 0, file, at, Math.min(size, file.length - at));
  }
}
