package dev.icl.app.predict;

import dev.icl.core.engine.Engine;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.data.components.LargestComponents;
import dev.icl.data.resize.Edge;
import dev.icl.data.resize.NearestZoom;
import dev.icl.data.sample.Sample;
import dev.icl.modules.inference.FlippedScores;
import dev.icl.modules.inference.PatchScores;
import dev.icl.modules.inference.Predictor;
import dev.icl.modules.inference.ProbabilityPredictor;
import dev.icl.modules.inference.SlidingWindow;
import dev.icl.modules.network.SegmentationNetwork;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The segmentation of scans with a network whose variables an engine holds. The memory it needs
 * beside the scan and its label map does not grow with the number of slices. One thread at a time.
 */
public final class VolumeSegmenter implements AutoCloseable {
  /** Few enough that validation needs less memory than the training step that it interrupts. */
  private static final int PATCHES_AT_ONCE = 4;

  /** The same for large patches. */
  private static final long VOXELS_AT_ONCE = 1 << 20;

  private final List<Integer> patch;
  private final InferenceOptions options;
  private final int classes;
  private final Predictor predictor;
  private final ProbabilityPredictor probabilities;
  private final PatchScores scores;
  private final SlidingWindow windows;

  /**
   * @param engine holds the network's variables by the time of the first scan
   * @param network the network to apply
   * @param patch sizes of the images that the network was trained on, one a spatial axis
   * @param options the way it is applied
   */
  public VolumeSegmenter(
      Engine engine, SegmentationNetwork network, List<Integer> patch, InferenceOptions options) {
    this.patch = List.copyOf(patch);
    this.options = options;
    this.classes = network.classes();
    this.predictor = new Predictor(engine, network);
    this.probabilities = new ProbabilityPredictor(engine, network);
    this.scores = options.flips() ? new FlippedScores(probabilities) : probabilities;
    this.windows =
        new SlidingWindow(patch, options.overlap(), options.blend(), patchesAtOnce(patch));
  }

  private static int patchesAtOnce(List<Integer> patch) {
    long voxels = patch.stream().mapToLong(i -> i).reduce(1, Math::multiplyExact);
    return (int) Math.max(1, Math.min(PATCHES_AT_ONCE, VOXELS_AT_ONCE / voxels));
  }

  /**
   * The class of every voxel as an unsigned byte in C order. Where the network has fewer axes than
   * the sample, every place of the sample's first axis is segmented by itself.
   */
  public byte[] segment(Sample sample) {
    Sample image = sample.withLabel(Optional.empty());
    boolean sliced = image.rank() > patch.size();
    byte[] labels =
        sliced && options.window() == Window.RESIZE ? resized(image) : inWindows(image, sliced);
    return options.largestComponent() ? largest(labels, image) : labels;
  }

  private byte[] largest(byte[] labels, Sample image) {
    int last = image.rank() - 1;
    int slices = image.voxels() / (image.size(last - 1) * image.size(last));
    return LargestComponents.of(labels, slices, image.size(last - 1), image.size(last), classes);
  }

  private byte[] inWindows(Sample image, boolean sliced) {
    if (!sliced) {
      return windows.labels(image.image(), image.channels(), image.sizes(), scores);
    }
    byte[] labels = new byte[image.voxels()];
    int pixels = image.voxels() / image.size(0);
    for (int place = 0; place < image.size(0); place++) {
      byte[] map = inWindows(image.slice(place), false);
      System.arraycopy(map, 0, labels, place * pixels, pixels);
    }
    return labels;
  }

  private byte[] resized(Sample image) {
    int height = patch.get(0);
    int width = patch.get(1);
    int pixels = image.voxels() / image.size(0);
    byte[] labels = new byte[image.voxels()];
    for (int first = 0; first < image.size(0); first += PATCHES_AT_ONCE) {
      int count = Math.min(PATCHES_AT_ONCE, image.size(0) - first);
      ByteBuffer predicted = classes(images(image, first, count)).bytes();
      for (int i = 0; i < count; i++) {
        byte[] map = new byte[height * width];
        predicted.get(map);
        byte[] restored =
            NearestZoom.label(map, height, width, image.size(1), image.size(2), options.edge());
        System.arraycopy(restored, 0, labels, (first + i) * pixels, pixels);
      }
    }
    return labels;
  }

  private HostTensor classes(HostTensor images) {
    return options.flips() ? highest(scores.of(images)) : predictor.predict(images);
  }

  /** Slices at the network's size, float32 {@code [count, channels, height, width]}. */
  private HostTensor images(Sample image, int first, int count) {
    int height = patch.get(0);
    int width = patch.get(1);
    HostTensor images =
        HostTensor.zeros(DType.F32, Shape.of(count, image.channels(), height, width));
    FloatBuffer to = images.bytes().asFloatBuffer();
    int pixels = image.voxels() / image.size(0);
    for (int i = 0; i < count; i++) {
      float[] slice = image.slice(first + i).image();
      for (int from = 0; from < slice.length; from += pixels) {
        float[] channel = Arrays.copyOfRange(slice, from, from + pixels);
        to.put(NearestZoom.image(channel, image.size(1), image.size(2), height, width, Edge.ZERO));
      }
    }
    return images;
  }

  /** From scores {@code [N, classes, spatial]} to classes {@code [N, spatial]}. */
  private static HostTensor highest(HostTensor scores) {
    Shape shape = scores.shape();
    int[] spatial = shape.spatial().toArray();
    int pixels = Arrays.stream(spatial).reduce(1, (a, b) -> a * b);
    int[] sizes = new int[spatial.length + 1];
    sizes[0] = shape.dim(0);
    System.arraycopy(spatial, 0, sizes, 1, spatial.length);
    HostTensor labels = HostTensor.zeros(DType.U8, Shape.of(sizes));
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
