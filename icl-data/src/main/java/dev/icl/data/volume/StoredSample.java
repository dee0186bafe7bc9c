package dev.icl.data.volume;

import dev.icl.core.tensor.Shape;
import dev.icl.data.sample.COrder;
import dev.icl.data.sample.LabelBytes;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleBox;
import dev.icl.data.sample.SampleId;
import dev.icl.data.sample.SamplePart;
import dev.icl.data.sample.SampleSource;
import dev.icl.data.sample.Spacing;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * A sample in a {@link SampleFile}: intensities as float32 in the machine's byte order, {@code
 * [channels, shape...]} in C order, then labels as bytes. Reading leaves the file's position alone,
 * so that several threads can.
 */
final class StoredSample implements SampleSource {
  private final SampleFile file;
  private final FileChannel from;
  private final long position;
  private final SampleId id;
  private final int channels;
  private final Shape shape;
  private final boolean labeled;
  private final Optional<Spacing> spacing;
  private final PlaneCounts counts;

  /**
   * @param file for error messages
   * @param from the open file
   * @param position of the sample's first byte
   * @param sample that was written there
   * @param counts of its label map
   */
  StoredSample(
      SampleFile file, FileChannel from, long position, Sample sample, PlaneCounts counts) {
    this.file = file;
    this.from = from;
    this.position = position;
    this.id = sample.id();
    this.channels = sample.channels();
    this.shape = sample.shape();
    this.labeled = sample.label().isPresent();
    this.spacing = sample.spacing();
    this.counts = counts;
  }

  @Override
  public SampleId id() {
    return id;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public boolean hasLabel() {
    return labeled;
  }

  @Override
  public int[] voxelsOfClasses() {
    return counts.all();
  }

  @Override
  public int place(int wanted, int number) {
    int left = number;
    int plane = 0;
    while (left >= counts.of(wanted, plane)) {
      left -= counts.of(wanted, plane);
      plane++;
    }
    int size = COrder.count(shape) / shape.dim(0);
    ByteBuffer label = read(labels() + (long) plane * size, ByteBuffer.allocate(size));
    return plane * size + LabelBytes.place(label.array(), wanted, left);
  }

  @Override
  public SamplePart part(SampleBox box) {
    int voxels = COrder.count(box.shape());
    int all = COrder.count(shape);
    float[] image = new float[Math.multiplyExact(channels, voxels)];
    for (int c = 0; c < channels; c++) {
      int first = c * voxels;
      rows(
          box,
          position + 4L * c * all,
          Float.BYTES,
          (rows, place, to, count) -> rows.asFloatBuffer().get(place, image, first + to, count));
    }
    Sample part = Sample.of(id, channels, box.shape(), image);
    if (labeled) {
      byte[] label = new byte[voxels];
      rows(box, labels(), 1, (rows, place, to, count) -> rows.get(place, label, to, count));
      part = part.withLabel(label);
    }
    return new SamplePart(part, box);
  }

  /** The sample as it was put here; of its original grid nothing is known. */
  Sample whole() {
    Sample sample = part(SampleBox.all(shape)).sample();
    return spacing.isPresent() ? sample.withSpacing(spacing.get()) : sample;
  }

  private long labels() {
    return position + 4L * channels * COrder.count(shape);
  }

  /** Takes a row of a part. */
  private interface Row {
    /**
     * @param rows that were read
     * @param place of the row's first value among them
     * @param to its place in the part
     * @param count the number of values
     */
    void take(ByteBuffer rows, int place, int to, int count);
  }

  /** Rows that lie together are read together, over the whole width of the sample. */
  private void rows(SampleBox box, long start, int bytes, Row row) {
    int[] steps = COrder.strides(shape);
    int last = steps.length - 1;
    int width = shape.dim(last);
    int[] low = box.low();
    int[] sizes = box.shape().toArray();
    int together = sizes[last - 1];
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.multiplyExact(bytes * together, width))
            .order(ByteOrder.nativeOrder());
    int[] index = new int[sizes.length];
    int count = sizes[last];
    int to = 0;
    for (int block = COrder.count(box.shape()) / (together * count); block > 0; block--) {
      long place = (long) low[last - 1] * width;
      for (int axis = 0; axis < last - 1; axis++) {
        place += (long) (low[axis] + index[axis]) * steps[axis];
      }
      read(start + bytes * place, buffer.clear());
      for (int r = 0; r < together; r++, to += count) {
        row.take(buffer, r * width + low[last], to, count);
      }
      for (int axis = last - 2; axis >= 0 && ++index[axis] == sizes[axis]; axis--) {
        index[axis] = 0;
      }
    }
  }

  private ByteBuffer read(long start, ByteBuffer into) {
    try {
      long at = start;
      while (into.hasRemaining()) {
        int read = from.read(into, at);
        if (read < 0) {
          throw new EOFException("the file was cut short");
        }
        at += read;
      }
      return into.flip();
    } catch (IOException e) {
      throw file.trouble("read", e);
    }
  }

  @Override
  public String toString() {
    return id.name() + " of " + shape;
  }
}
