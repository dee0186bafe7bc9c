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
import java.util.Optional;

/** The probabilities that networks of one input size give a scan, averaged over the networks. */
final class NetworkScores implements AutoCloseable {
  private static final int SCAN_AXES = 3;

  private final List<ScorePredictor> predictors = new ArrayList<>();
  private final List<AppliedNetwork> networks;
  private final List<Integer> patch;
  private final InferenceOptions options;
  private final PatchScores scores;
  private final SlidingWindow places;
  private Optional<AtOnce> atOnce = Optional.empty();

  /**
   * @param networks at least one, all of one input size
   * @param options the way they are applied
   */
  NetworkScores(List<AppliedNetwork> networks, InferenceOptions options) {
    InferenceConfig how = options.how();
    this.networks = List.copyOf(networks);
    this.patch = networks.get(0).patch();
    this.options = options;
    this.places = new SlidingWindow(Shape.of(patch), how, 1);
    for (AppliedNetwork applied : networks) {
      predictors.add(new ScorePredictor(applied.engine(), applied.network(), how.average()));
    }
    PatchScores mean =
        predictors.size() == 1 ? predictors.get(0) : new MeanScores(List.copyOf(predictors));
    this.scores = how.flips() ? new FlippedScores(mean) : mean;
  }

  /** The number of images that go through the networks together, the same for all samples. */
  private AtOnce atOnce(int channels) {
    if (atOnce.isEmpty()) {
      atOnce = Optional.of(AtOnce.of(networks, channels));
    }
    return atOnce.get();
  }

  /**
   * Sizes of a sample of three axes that fills a batch, or one window of a volume.
   *
   * @param channels of an image
   */
  Shape oneBatch(int channels) {
    Shape batch = Shape.of(atOnce(channels).most()).append(patch);
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
    double of = Shape.of(patch).numel();
    double count =
        scan.rank() == patch.size()
            ? places.count(scan)
            : options.how().window() == Window.RESIZE
                ? scan.dim(0)
                : (double) scan.dim(0) * places.count(scan.slice(1, 3));
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
      SlidingWindow windows =
          new SlidingWindow(Shape.of(patch), options.how(), atOnce(image.channels()).windows());
      return windows.scores(image.image(), image.channels(), image.shape(), scores);
    }
    return options.how().window() == Window.RESIZE
        ? slices(image).scores(scores, options.how().average())
        : new SlicePlanes(image);
  }

  /** A sample of more axes than the networks, in slices of their size. */
  ResizedSlices slices(Sample image) {
    return new ResizedSlices(image, patch, options.edge(), atOnce(image.channels()).slices());
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
