package dev.icl.app.predict;

import dev.icl.core.engine.Engine;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.data.components.LargestComponents;
import dev.icl.data.model.Volume;
import dev.icl.data.resize.Edge;
import dev.icl.data.resize.NearestZoom;
import dev.icl.modules.inference.FlippedScores;
import dev.icl.modules.inference.PatchScores;
import dev.icl.modules.inference.Predictor;
import dev.icl.modules.inference.ProbabilityPredictor;
import dev.icl.modules.inference.SlidingWindow;
import dev.icl.modules.network.SegmentationNetwork;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * The segmentation of volumes with a network whose variables an engine holds. The memory it needs
 * beside the volume and its label map does not grow with the number of slices. One thread at a
 * time.
 */
public final class VolumeSegmenter implements AutoCloseable {
  /** Few enough that validation needs less memory than the training step that it interrupts. */
  private static final int PATCHES_AT_ONCE = 4;

  private final List<Integer> patch;
  private final InferenceOptions options;
  private final boolean planar;
  private final int classes;
  private final Predictor predictor;
  private final ProbabilityPredictor probabilities;
  private final PatchScores scores;
  private final SlidingWindow windows;

  /**
   * @param engine holds the network's variables by the time of the first volume
   * @param network the network to apply
   * @param patch rows and columns, or slices, rows and columns, that the network was trained on
   * @param options the way it is applied
   */
  public VolumeSegmenter(
      Engine engine, SegmentationNetwork network, List<Integer> patch, InferenceOptions options) {
    this.patch = List.copyOf(patch);
    this.options = options;
    this.planar = network.spatialRank() == 2;
    this.classes = network.classes();
    this.predictor = new Predictor(engine, network);
    this.probabilities = new ProbabilityPredictor(engine, network);
    this.scores = options.flips() ? new FlippedScores(probabilities) : probabilities;
    this.windows =
        new SlidingWindow(patch, options.overlap(), options.blend(), planar ? PATCHES_AT_ONCE : 1);
  }

  /** The class of every voxel as an unsigned byte, {@code [slices, height, width]} in C order. */
  public byte[] segment(Volume volume) {
    byte[] labels;
    if (!planar) {
      int[] sizes = {volume.slices(), volume.height(), volume.width()};
      labels = windows.labels(volume.image(), Volume.CHANNELS, sizes, scores);
    } else if (options.window() == Window.SLIDING) {
      labels = inWindows(volume);
    } else {
      labels = resized(volume);
    }
    return options.largestComponent()
        ? LargestComponents.of(labels, volume.slices(), volume.height(), volume.width(), classes)
        : labels;
  }

  private byte[] inWindows(Volume volume) {
    int[] sizes = {volume.height(), volume.width()};
    int pixels = volume.height() * volume.width();
    byte[] labels = new byte[volume.slices() * pixels];
    for (int slice = 0; slice < volume.slices(); slice++) {
      byte[] map = windows.labels(volume.sliceImage(slice), Volume.CHANNELS, sizes, scores);
      System.arraycopy(map, 0, labels, slice * pixels, pixels);
    }
    return labels;
  }

  private byte[] resized(Volume volume) {
    int height = patch.get(0);
    int width = patch.get(1);
    int pixels = volume.height() * volume.width();
    byte[] labels = new byte[volume.slices() * pixels];
    for (int first = 0; first < volume.slices(); first += PATCHES_AT_ONCE) {
      int count = Math.min(PATCHES_AT_ONCE, volume.slices() - first);
      ByteBuffer predicted = classes(images(volume, first, count)).bytes();
      for (int i = 0; i < count; i++) {
        byte[] map = new byte[height * width];
        predicted.get(map);
        byte[] restored =
            NearestZoom.label(map, height, width, volume.height(), volume.width(), options.edge());
        System.arraycopy(restored, 0, labels, (first + i) * pixels, pixels);
      }
    }
    return labels;
  }

  private HostTensor classes(HostTensor images) {
    return options.flips() ? highest(scores.of(images)) : predictor.predict(images);
  }

  /** Slices at the network's size, float32 {@code [count, 1, height, width]}. */
  private HostTensor images(Volume volume, int first, int count) {
    int height = patch.get(0);
    int width = patch.get(1);
    HostTensor images =
        HostTensor.zeros(DType.F32, Shape.of(count, Volume.CHANNELS, height, width));
    FloatBuffer to = images.bytes().asFloatBuffer();
    for (int i = 0; i < count; i++) {
      float[] slice = volume.sliceImage(first + i);
      to.put(NearestZoom.image(slice, volume.height(), volume.width(), height, width, Edge.ZERO));
    }
    return images;
  }

  /** From scores {@code [N, classes, height, width]} to classes {@code [N, height, width]}. */
  private static HostTensor highest(HostTensor scores) {
    Shape shape = scores.shape();
    int pixels = shape.dim(2) * shape.dim(3);
    HostTensor labels =
        HostTensor.zeros(DType.U8, Shape.of(shape.dim(0), shape.dim(2), shape.dim(3)));
    FloatBuffer from = scores.bytes().asFloatBuffer();
    ByteBuffer to = labels.bytes();
    for (int n = 0; n < shape.dim(0); n++) {
      int start = n * shape.dim(1) * pixels;
      for (int i = 0; i < pixels; i++) {
        int best = 0;
        for (int c = 1; c < shape.dim(1); c++) {
          best = from.get(start + c * pixels + i) > from.get(start + best * pixels + i) ? c : best;
        }
        to.put(n * pixels + i, (byte) best);
      }
    }
    return labels;
  }

  @Override
  public void close() {
    predictor.close();
    probabilities.close();
  }
}
