package dev.icl.modules.inference;

import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The probabilities of classes over images or volumes of any size and any number of channels, from
 * a function of patches: overlapping windows over the whole of it, the scores of which are
 * averaged. What is smaller than a window is padded with zeros on both sides.
 *
 * <p>Sums are kept for one window's extent of the first axis only, so that memory does not grow
 * with the number of slices. Results do not depend on how many windows go into a batch.
 */
public final class SlidingWindow {
  private final Shape patch;
  private final InferenceConfig how;
  private final int batch;

  /**
   * @param patch sizes of a window, one a spatial axis
   * @param how the places of windows, and the way in which they are averaged
   * @param batch how many windows are scored at once, at least 1
   * @throws IllegalArgumentException if a size is below 1
   * @throws dev.icl.core.error.UserException if overlap or stride do not fit to the patch
   */
  public SlidingWindow(Shape patch, InferenceConfig how, int batch) {
    if (batch < 1 || patch.rank() == 0 || patch.toList().contains(0)) {
      throw new IllegalArgumentException(patch + ", " + batch);
    }
    how.requireFits(patch.toList());
    this.patch = patch;
    this.how = how;
    this.batch = batch;
  }

  /**
   * The number of windows over an image.
   *
   * @param spatial sizes of its spatial axes
   * @throws IllegalArgumentException if it has another rank than the window
   */
  public int count(Shape spatial) {
    requireRank(spatial);
    return new WindowGrid(patch, spatial).windows(how).size();
  }

  private void requireRank(Shape spatial) {
    if (spatial.rank() != patch.rank()) {
      throw new IllegalArgumentException(spatial + " in windows of " + patch);
    }
  }

  /**
   * The probabilities of the classes, computed as they are asked for.
   *
   * @param image {@code [channels, spatial]} in C order
   * @param channels their number, at least 1
   * @param spatial sizes of the spatial axes, each at least 1
   * @param scores of patches of the window's size, any number at once: probabilities or logits, as
   *     {@link InferenceConfig#average} says
   * @throws IllegalArgumentException if the image is not of that size, has no voxel, or has another
   *     rank than the window
   */
  public ScorePlanes scores(float[] image, int channels, Shape spatial, PatchScores scores) {
    requireRank(spatial);
    if (channels < 1 || image.length == 0 || image.length != channels * spatial.numel()) {
      throw new IllegalArgumentException(
          "%d values for %d channels of %s".formatted(image.length, channels, spatial));
    }
    return new Planes(image, channels, new WindowGrid(patch, spatial), scores);
  }

  /**
   * The class of every pixel or voxel.
   *
   * @param image {@code [channels, spatial]} in C order
   * @param channels their number
   * @param spatial sizes of the spatial axes
   * @param scores as above
   * @return unsigned bytes, {@code spatial} in C order
   * @throws IllegalArgumentException as above
   */
  public byte[] labels(float[] image, int channels, Shape spatial, PatchScores scores) {
    ScorePlanes planes = scores(image, channels, spatial, scores);
    byte[] labels = new byte[image.length / channels];
    int pixels = labels.length / spatial.dim(0);
    for (int place = 0; place < spatial.dim(0); place++) {
      ScoreArrays.highest(planes.next(), labels, place * pixels);
    }
    return labels;
  }

  /** The windows of one image on their way. */
  private final class Planes implements ScorePlanes {
    private final float[] image;
    private final int channels;
    private final WindowGrid grid;
    private final PatchScores scores;
    private final List<int[]> windows;
    private final WindowSums sums;
    private int added;
    private int scored;
    private int place;
    private HostTensor found = HostTensor.scalar(0);
    private float[][] mean = {};

    Planes(float[] image, int channels, WindowGrid grid, PatchScores scores) {
      this.image = image;
      this.channels = channels;
      this.grid = grid;
      this.scores = scores;
      this.windows = grid.windows(how);
      this.sums = new WindowSums(grid, patch, how.blend());
    }

    @Override
    public float[][] next() {
      if (place == grid.size(0)) {
        throw new NoSuchElementException("there are " + place + " places");
      }
      while (added < windows.size() && windows.get(added)[0] <= place + grid.before(0)) {
        addNext();
      }
      if (mean.length == 0) {
        mean = new float[sums.classes()][sums.pixels()];
      }
      sums.mean(place++, mean);
      if (how.average() == Average.LOGITS) {
        ScoreArrays.softmax(mean);
      }
      return mean;
    }

    private void addNext() {
      if (added == scored) {
        int end = Math.min(scored + batch, windows.size());
        found = scores.of(grid.cut(image, channels, windows.subList(scored, end)));
        scored = end;
      }
      int first = scored - found.shape().dim(0);
      sums.add(windows.get(added), found, added - first);
      added++;
    }
  }
}
