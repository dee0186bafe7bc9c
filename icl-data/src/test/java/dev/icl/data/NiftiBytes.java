package dev.icl.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A NIfTI-1 file put together field by field from the standard; by default 20 × 18 × 5 voxels. */
public final class NiftiBytes {
  private static final int HEADER = 352;

  private final ByteBuffer bytes;

  private NiftiBytes(int datatype, int size, byte[] voxels) {
    bytes = ByteBuffer.allocate(HEADER + voxels.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0, 348).putShort(70, (short) datatype).putShort(72, (short) (8 * size));
    bytes.putFloat(108, HEADER).putFloat(112, 1).put(123, (byte) 2);
    bytes.put(344, "n+1\0".getBytes(StandardCharsets.US_ASCII)).put(HEADER, voxels);
    dim(3, 20, 18, 5).pixdim(1, 1.5f, 1.5f, 8);
  }

  /** An image of int16 in which every voxel has its place modulo 1000. */
  public static NiftiBytes image() {
    ByteBuffer voxels = ByteBuffer.allocate(3600).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 1800; i++) {
      voxels.putShort((short) (i % 1000));
    }
    return new NiftiBytes(4, 2, voxels.array());
  }

  /** A label map of uint8 with 200 voxels of 1 and 45 of 2. */
  public static NiftiBytes label() {
    byte[] voxels = new byte[1800];
    for (int i = 0; i < 245; i++) {
      voxels[100 + i] = (byte) (i < 200 ? 1 : 2);
    }
    return new NiftiBytes(2, 1, voxels);
  }

  /** The same label map in float32, each value multiplied. */
  public static NiftiBytes floatLabel(float factor) {
    ByteBuffer labels = label().bytes;
    ByteBuffer voxels = ByteBuffer.allocate(7200).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 1800; i++) {
      voxels.putFloat(factor * labels.get(HEADER + i));
    }
    return new NiftiBytes(16, 4, voxels.array());
  }

  /** Number of axes, then sizes. */
  public NiftiBytes dim(int... dim) {
    for (int i = 0; i < 8; i++) {
      bytes.putShort(40 + 2 * i, (short) (i < dim.length ? dim[i] : 1));
    }
    return this;
  }

  /** Handedness, then steps. */
  public NiftiBytes pixdim(float... pixdim) {
    for (int i = 0; i < 8; i++) {
      bytes.putFloat(76 + 4 * i, i < pixdim.length ? pixdim[i] : 1);
    }
    return this;
  }

  /** The quaternion: code, then b, c, d and the offsets. */
  public NiftiBytes qform(int code, float... fields) {
    bytes.putShort(252, (short) code);
    for (int i = 0; i < fields.length; i++) {
      bytes.putFloat(256 + 4 * i, fields[i]);
    }
    return this;
  }

  /** The matrix: code, then three rows. */
  public NiftiBytes sform(int code, float... rows) {
    bytes.putShort(254, (short) code);
    for (int i = 0; i < rows.length; i++) {
      bytes.putFloat(280 + 4 * i, rows[i]);
    }
    return this;
  }

  /** Slope and intercept. */
  public NiftiBytes scale(float slope, float intercept) {
    bytes.putFloat(112, slope).putFloat(116, intercept);
    return this;
  }

  /** One byte. */
  public NiftiBytes put(int at, int value) {
    bytes.put(at, (byte) value);
    return this;
  }

  /** The file. */
  public Path write(Path file) {
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
