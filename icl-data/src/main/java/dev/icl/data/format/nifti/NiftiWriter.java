package dev.icl.data.format.nifti;

import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.StoredForms;
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
    NiftiPair files = NiftiPair.of(file);
    AtomicFile.refuseExisting(files.header(), overwrite);
    AtomicFile.refuseExisting(files.image(), overwrite);
    byte[] header = header(scan, files.single());
    Voxels voxels = scan.inOrder(AxisOrder.FIRST_FASTEST).voxels().in(ByteOrder.LITTLE_ENDIAN);
    if (files.single()) {
      save(files.header(), header, voxels.bytes());
    } else {
      // The voxels first: a header without them would be the worse half.
      save(files.image(), new byte[0], voxels.bytes());
      save(files.header(), header, ByteBuffer.allocate(0));
    }
  }

  private void save(Path path, byte[] head, ByteBuffer body) {
    boolean gzip = path.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    AtomicFile.write(
        path,
        overwrite,
        out -> {
          if (gzip) {
            try (OutputStream compressed = new GZIPOutputStream(out, 1 << 16)) {
              put(compressed, head, body);
            }
          } else {
            put(out, head, body);
          }
        });
  }

  private static void put(OutputStream out, byte[] head, ByteBuffer body) throws IOException {
    out.write(head);
    WritableByteChannel channel = Channels.newChannel(out);
    while (body.hasRemaining()) {
      channel.write(body);
    }
  }

  /** The header with the four bytes that say that no extension follows. */
  private static byte[] header(Scan scan, boolean single) {
    boolean one = Arrays.stream(scan.shape()).allMatch(size -> size <= LONGEST_AXIS_1);
    int size = one ? NiftiHeader.SIZE_1 : NiftiHeader.SIZE_2;
    ByteBuffer h = ByteBuffer.allocate(size + 4).order(ByteOrder.LITTLE_ENDIAN);
    h.putInt(0, size);
    int offset = single ? size + 4 : 0;
    if (one) {
      fill1(h, scan, NiftiForms.of(scan), offset, single);
    } else {
      fill2(h, scan, NiftiForms.of(scan), offset, single);
    }
    return h.array();
  }

  private static void fill1(
      ByteBuffer h, Scan scan, StoredForms forms, int offset, boolean single) {
    h.put(38, (byte) 'r');
    long[] dim = dim(scan);
    for (int i = 0; i < 8; i++) {
      h.putShort(40 + 2 * i, (short) dim[i]);
      h.putFloat(76 + 4 * i, forms.pixdim().get(i).floatValue());
    }
    h.putShort(70, (short) NiftiType.codeOf(scan.voxels().type()));
    h.putShort(72, (short) (8 * scan.voxels().type().bytes()));
    h.putFloat(108, offset);
    h.putFloat(112, (float) scan.voxels().slope());
    h.putFloat(116, (float) scan.voxels().intercept());
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

  private static void fill2(
      ByteBuffer h, Scan scan, StoredForms forms, int offset, boolean single) {
    h.put(4, new byte[] {'n', (byte) (single ? '+' : 'i'), '2', 0});
    h.put(8, NiftiHeader.MAGIC_TAIL_2);
    h.putShort(12, (short) NiftiType.codeOf(scan.voxels().type()));
    h.putShort(14, (short) (8 * scan.voxels().type().bytes()));
    long[] dim = dim(scan);
    for (int i = 0; i < 8; i++) {
      h.putLong(16 + 8 * i, dim[i]);
      h.putDouble(104 + 8 * i, forms.pixdim().get(i));
    }
    h.putLong(168, offset);
    h.putDouble(176, scan.voxels().slope());
    h.putDouble(184, scan.voxels().intercept());
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

  private static long[] dim(Scan scan) {
    long[] dim = new long[8];
    Arrays.fill(dim, 1);
    int[] shape = scan.shape();
    dim[0] = shape.length;
    for (int axis = 0; axis < shape.length; axis++) {
      dim[1 + axis] = shape[axis];
    }
    return dim;
  }
}
