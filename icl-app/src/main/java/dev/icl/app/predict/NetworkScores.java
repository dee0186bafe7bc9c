package dev.icl.app.predict;

import dev.icl.core.tensor.Shape;
import dev.icl.data.sample.Sample;
import dev.icl.modules.inference.FlippedScores;
import dev.icl.modules.inference.InferenceConfig;
import dev.icl.modules.inference.MeanScores;
import dev.icl.modules.inference.PatchScores;
import dev.icl.modules.inference.ScorePlanes;
import dev.icl.modules.inference.ScorePredictor;
import dev.icl.modules.inference.SlidingWindow;
import dev.icl.modules.inference.Window;
import java.util.ArrayList;
import java.util.List;

/** The probabilities that networks of one input size give a scan, averaged over the networks. */
final class NetworkScores implements AutoCloseable {
  private static final int SCAN_AXES = 3;
  private static final int PATCHES_AT_ONCE = ResizedSlices.AT_ONCE;

  /** The same for large patches. */
  private static final long VOXELS_AT_ONCE = 1 << 20;

  private final List<ScorePredictor> predictors = new ArrayList<>();
  private final List<Integer> patch;
  private final InferenceOptions options;
  private final PatchScores scores;
  private final SlidingWindow windows;

  /**
   * @param networks at least one, all of one input size
   * @param options the way they are applied
   */
  NetworkScores(List<AppliedNetwork> networks, InferenceOptions options) {
    InferenceConfig how = options.how();
    this.patch = networks.get(0).patch();
    this.options = options;
    this.windows = new SlidingWindow(patch, how, patchesAtOnce(patch));
    for (AppliedNetwork applied : networks) {
      predictors.add(new ScorePredictor(applied.engine(), applied.network(), how.average()));
    }
    PatchScores mean =
        predictors.size() == 1 ? predictors.get(0) : new MeanScores(List.copyOf(predictors));
    this.scores = how.flips() ? new FlippedScores(mean) : mean;
  }

  /** The number of windows that go through a network together, at most. */
  static int patchesAtOnce(List<Integer> patch) {
    long voxels = patch.stream().mapToLong(i -> i).reduce(1, Math::multiplyExact);
    return (int) Math.max(1, Math.min(PATCHES_AT_ONCE, VOXELS_AT_ONCE / voxels));
  }

  /** Sizes of a sample of three axes that fills a batch, or one window of a volume. */
  Shape oneBatch() {
    Shape batch = Shape.of(patchesAtOnce(patch)).append(patch.stream().mapToInt(i -> i).toArray());
    // a volume is a window of its own
    return batch.slice(batch.rank() - SCAN_AXES, batch.rank());
  }

  /**
   * The pixels or voxels that go through the networks for a scan, which the time is proportional
   * to.
   *
   * @param scan sizes of its three axes
   */
  double work(Shape scan) {
    double of = Shape.of(patch.stream().mapToInt(i -> i).toArray()).numel();
    double count =
        scan.rank() == patch.size()
            ? windows.count(scan)
            : options.how().window() == Window.RESIZE
                ? scan.dim(0)
                : (double) scan.dim(0) * windows.count(scan.slice(1, 3));
    return count * of * predictors.size() * (options.how().flips() ? 1 << patch.size() : 1);
  }

  /** The planes of a scan whose scores are kept, as a number of pixels. */
  long scored(Shape scan) {
    long plane = (long) scan.dim(1) * scan.dim(2);
    return scan.rank() == patch.size() ? plane * (patch.get(0) + 1) : 2 * plane;
  }

  /** How many networks there are. */
  int networks() {
    return predictors.size();
  }

  /**
   * The probabilities of a scan. Where the networks have fewer axes than it, every place of its
   * first axis is by itself.
   */
  ScorePlanes of(Sample image) {
    if (image.rank() == patch.size()) {
      return windows.scores(image.image(), image.channels(), Shape.of(image.sizes()), scores);
    }
    return options.how().window() == Window.RESIZE
        ? new ResizedSlices(image, patch, options.edge()).scores(scores, options.how().average())
        : new SlicePlanes(image);
  }

  /** Slices in windows of their own. */
  private final class SlicePlanes implements ScorePlanes {
    private final Sample image;
    private int place;
    private float[][] slice = {};

    SlicePlanes(Sample image) {
      this.image = image;
    }

    @Override
    public float[][] next() {
      ScorePlanes rows = of(image.slice(place++));
      int width = image.size(2);
      for (int row = 0; row < image.size(1); row++) {
        float[][] values = rows.next();
        if (slice.length == 0) {
          slice = new float[values.length][image.size(1) * width];
        }
        for (int c = 0; c < values.length; c++) {
          System.arraycopy(values[c], 0, slice[c], row * width, width);
        }
      }
      return slice;
    }
  }

  @Override
  public void close() {
    predictors.forEach(ScorePredictor::close);
  }
}
