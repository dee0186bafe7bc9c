package dev.icl.app.predict;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.data.resize.Edge;
import dev.icl.data.resize.NearestZoom;
import dev.icl.data.sample.Sample;
import dev.icl.modules.inference.Average;
import dev.icl.modules.inference.PatchScores;
import dev.icl.modules.inference.ScoreArrays;
import dev.icl.modules.inference.ScorePlanes;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The slices of a sample, each resized to the input of a network of two axes with the nearest
 * neighbour, and what the network says of them back at their own size.
 */
final class ResizedSlices {
  private final Sample sample;
  private final int height;
  private final int width;
  private final Edge edge;
  private final int atOnce;

  /**
   * @param sample of three axes
   * @param patch rows and columns of the network's input
   * @param edge the treatment of rows and columns that resizing puts outside
   * @param atOnce how many slices are taken together, at least 1
   */
  ResizedSlices(Sample sample, List<Integer> patch, Edge edge, int atOnce) {
    this.sample = sample;
    this.height = patch.get(0);
    this.width = patch.get(1);
    this.edge = edge;
    this.atOnce = atOnce;
  }

  private int pixels() {
    return sample.voxels() / sample.size(0);
  }

  /** How many slices are taken together from a place on. */
  int count(int first) {
    return Math.min(atOnce, sample.size(0) - first);
  }

  /** Slices at the network's size, float32 {@code [count, channels, height, width]}. */
  HostTensor images(int first) {
    int count = count(first);
    HostTensor images =
        HostTensor.zeros(DType.F32, Shape.of(count, sample.channels(), height, width));
    FloatBuffer to = images.bytes().asFloatBuffer();
    for (int i = 0; i < count; i++) {
      float[] slice = sample.slice(first + i).image();
      for (int from = 0; from < slice.length; from += pixels()) {
        float[] channel = Arrays.copyOfRange(slice, from, from + pixels());
        to.put(
            NearestZoom.image(channel, sample.size(1), sample.size(2), height, width, Edge.ZERO));
      }
    }
    return images;
  }

  /** A label map of the network's size at the size of the slices. */
  byte[] restored(byte[] map) {
    return NearestZoom.label(map, height, width, sample.size(1), sample.size(2), edge);
  }

  /**
   * The probabilities of every slice, at its own size.
   *
   * @param scores of images of the network's size
   * @param average the kind of those scores
   */
  ScorePlanes scores(PatchScores scores, Average average) {
    return new Planes(scores, average);
  }

  private final class Planes implements ScorePlanes {
    private final PatchScores scores;
    private final Average average;
    private final int[] rows = NearestZoom.indices(height, sample.size(1), edge);
    private final int[] columns = NearestZoom.indices(width, sample.size(2), edge);
    private int place;
    private HostTensor found = HostTensor.scalar(0);
    private float[][] small = {};
    private float[][] full = {};

    Planes(PatchScores scores, Average average) {
      this.scores = scores;
      this.average = average;
    }

    @Override
    public float[][] next() {
      if (place == sample.size(0)) {
        throw new NoSuchElementException("there are " + place + " slices");
      }
      if (place % atOnce == 0) {
        found = scores.of(images(place));
        int classes = found.shape().dim(1);
        small = small.length == 0 ? new float[classes][height * width] : small;
        full = full.length == 0 ? new float[classes][pixels()] : full;
      }
      FloatBuffer from = found.bytes().asFloatBuffer();
      from.position(place % atOnce * small.length * height * width);
      for (float[] map : small) {
        from.get(map);
      }
      if (average == Average.LOGITS) {
        ScoreArrays.softmax(small);
      }
      place++;
      restore();
      return full;
    }

    /** What is outside is background, as in label maps. */
    private void restore() {
      for (int c = 0; c < full.length; c++) {
        for (int y = 0; y < rows.length; y++) {
          for (int x = 0; x < columns.length; x++) {
            boolean inside = rows[y] >= 0 && columns[x] >= 0;
            full[c][y * columns.length + x] =
                inside ? small[c][rows[y] * width + columns[x]] : c == 0 ? 1 : 0;
          }
        }
      }
    }
  }
}
