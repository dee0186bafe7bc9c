package dev.icl.data.format.nifti;

import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.ClassMaps;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.StoredForms;
import dev.icl.data.scan.VoxelType;
import dev.icl.data.scan.Voxels;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Writes one NIfTI file or pair: little-endian, in the voxels' own type and scale. */
final class NiftiWriter {
  private static final int LONGEST_AXIS_1 = Short.MAX_VALUE;
  private static final int MOST_AXES = 7;

  /** Of which fractions are multiples: all that fit into 16 bits. */
  private static final int STEPS = 65535;

  private final Path file;
  private final boolean overwrite;

  NiftiWriter(Path file, boolean overwrite) {
    this.file = file;
    this.overwrite = overwrite;
  }

  void write(Scan scan) {
    if (scan.rank() > MOST_AXES) {
      throw new UserException(
          "%s cannot hold %d axes: NIfTI has at most 7; split it.".formatted(file, scan.rank()));
    }
    Voxels voxels = scan.inOrder(AxisOrder.FIRST_FASTEST).voxels().in(ByteOrder.LITTLE_ENDIAN);
    write(Stored.of(scan), out -> put(out, voxels.bytes()));
  }

  /** Writes maps of three axes along a fourth one. */
  void write(ClassMaps maps) {
    Scan first = maps.of(0);
    write(
        Stored.of(first, maps.classes()),
        out -> {
          for (int place = 0; place < maps.classes(); place++) {
            putFractions(out, place == 0 ? first : maps.of(place));
          }
        });
  }

  private void write(Stored stored, AtomicFile.Body body) {
    NiftiPair files = NiftiPair.of(file);
    AtomicFile.refuseExisting(files.header(), overwrite);
    AtomicFile.refuseExisting(files.image(), overwrite);
    byte[] header = header(stored, files.single());
    if (files.single()) {
      save(
          files.header(),
          out -> {
            out.write(header);
            body.writeTo(out);
          });
    } else {
      // The voxels first: a header without them would be the worse half.
      save(files.image(), body);
      save(files.header(), out -> out.write(header));
    }
  }

  private void save(Path path, AtomicFile.Body body) {
    boolean gzip = path.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    AtomicFile.write(
        path,
        overwrite,
        out -> {
          if (gzip) {
            try (OutputStream compressed = new GZIPOutputStream(out, 1 << 16)) {
              body.writeTo(compressed);
            }
          } else {
            body.writeTo(out);
          }
        });
  }

  private static void put(OutputStream out, ByteBuffer body) throws IOException {
    WritableByteChannel channel = Channels.newChannel(out);
    while (body.hasRemaining()) {
      channel.write(body);
    }
  }

  private static void putFractions(OutputStream out, Scan map) throws IOException {
    Voxels voxels = map.inOrder(AxisOrder.FIRST_FASTEST).voxels();
    byte[] some = new byte[1 << 16];
    int at = 0;
    for (int i = 0; i < voxels.size(); i++) {
      long whole = Math.round(Math.min(1, Math.max(0, voxels.at(i))) * STEPS);
      some[at++] = (byte) whole;
      some[at++] = (byte) (whole >> 8);
      if (at == some.length) {
        out.write(some);
        at = 0;
      }
    }
    out.write(some, 0, at);
  }

  /** The part of a header that is about the voxels. */
  private record Stored(
      Shape shape, VoxelType type, double slope, double intercept, StoredForms forms) {
    static Stored of(Scan scan) {
      Voxels voxels = scan.voxels();
      return new Stored(
          scan.shape(), voxels.type(), voxels.slope(), voxels.intercept(), NiftiForms.of(scan));
    }

    static Stored of(Scan map, int count) {
      return new Stored(
          map.shape().append(count), VoxelType.UINT16, 1.0 / STEPS, 0, NiftiForms.of(map));
    }
  }

  /** The header with the four bytes that say that no extension follows. */
  private static byte[] header(Stored stored, boolean single) {
    boolean one = Arrays.stream(stored.shape().toArray()).allMatch(size -> size <= LONGEST_AXIS_1);
    int size = one ? NiftiHeader.SIZE_1 : NiftiHeader.SIZE_2;
    ByteBuffer h = ByteBuffer.allocate(size + 4).order(ByteOrder.LITTLE_ENDIAN);
    h.putInt(0, size);
    int offset = single ? size + 4 : 0;
    if (one) {
      fill1(h, stored, offset, single);
    } else {
      fill2(h, stored, offset, single);
    }
    return h.array();
  }

  private static void fill1(ByteBuffer h, Stored stored, int offset, boolean single) {
    StoredForms forms = stored.forms();
    h.put(38, (byte) 'r');
    long[] dim = dim(stored.shape());
    for (int i = 0; i < 8; i++) {
      h.putShort(40 + 2 * i, (short) dim[i]);
      h.putFloat(76 + 4 * i, forms.pixdim().get(i).floatValue());
    }
    h.putShort(70, (short) NiftiType.codeOf(stored.type()));
    h.putShort(72, (short) (8 * stored.type().bytes()));
    h.putFloat(108, offset);
    h.putFloat(112, (float) stored.slope());
    h.putFloat(116, (float) stored.intercept());
    h.put(123, (byte) forms.units());
    h.putShort(252, (short) forms.qformCode());
    h.putShort(254, (short) forms.sformCode());
    for (int i = 0; i < 6; i++) {
      h.putFloat(256 + 4 * i, forms.quaternion().get(i).floatValue());
    }
    for (int i = 0; i < 12; i++) {
      h.putFloat(280 + 4 * i, forms.srows().get(i).floatValue());
    }
    h.put(344, new byte[] {'n', (byte) (single ? '+' : 'i'), '1', 0});
  }

  private static void fill2(ByteBuffer h, Stored stored, int offset, boolean single) {
    StoredForms forms = stored.forms();
    h.put(4, new byte[] {'n', (byte) (single ? '+' : 'i'), '2', 0});
    h.put(8, NiftiHeader.MAGIC_TAIL_2);
    h.putShort(12, (short) NiftiType.codeOf(stored.type()));
    h.putShort(14, (short) (8 * stored.type().bytes()));
    long[] dim = dim(stored.shape());
    for (int i = 0; i < 8; i++) {
      h.putLong(16 + 8 * i, dim[i]);
      h.putDouble(104 + 8 * i, forms.pixdim().get(i));
    }
    h.putLong(168, offset);
    h.putDouble(176, stored.slope());
    h.putDouble(184, stored.intercept());
    h.putInt(344, forms.qformCode());
    h.putInt(348, forms.sformCode());
    for (int i = 0; i < 6; i++) {
      h.putDouble(352 + 8 * i, forms.quaternion().get(i));
    }
    for (int i = 0; i < 12; i++) {
      h.putDouble(400 + 8 * i, forms.srows().get(i));
    }
    h.putInt(500, forms.units());
  }

  private static long[] dim(Shape shape) {
    long[] dim = new long[8];
    Arrays.fill(dim, 1);
    dim[0] = shape.rank();
    for (int axis = 0; axis < shape.rank(); axis++) {
      dim[1 + axis] = shape.dim(axis);
    }
    return dim;
  }
}
