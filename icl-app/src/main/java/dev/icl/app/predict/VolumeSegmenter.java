package dev.icl.app.predict;

import dev.icl.core.engine.Engine;
import dev.icl.core.tensor.Shape;
import dev.icl.data.components.LargestComponents;
import dev.icl.data.sample.Sample;
import dev.icl.modules.inference.Average;
import dev.icl.modules.inference.Predictor;
import dev.icl.modules.inference.ScoreArrays;
import dev.icl.modules.inference.ScorePlanes;
import dev.icl.modules.inference.Window;
import dev.icl.modules.network.SegmentationNetwork;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The segmentation of scans with networks whose variables engines hold: with one, or with the mean
 * of the probabilities of several. The memory it needs beside the scan, its label map and the
 * outputs that are asked for does not grow with the number of slices. One thread at a time.
 */
public final class VolumeSegmenter implements AutoCloseable {
  private final InferenceOptions options;
  private final int classes;
  private final List<AppliedNetwork> networks;
  private final Predictor predictor;
  private final List<NetworkScores> groups = new ArrayList<>();

  /**
   * @param engine holds the network's variables by the time of the first scan
   * @param network the network to apply
   * @param patch sizes of the images that the network was trained on, one a spatial axis
   * @param options the way it is applied
   * @throws dev.icl.core.error.UserException if overlap or stride do not fit to the patch
   */
  public VolumeSegmenter(
      Engine engine, SegmentationNetwork network, List<Integer> patch, InferenceOptions options) {
    this(List.of(new AppliedNetwork(engine, network, patch)), options);
  }

  /**
   * @param networks at least one, all of the same classes and channels
   * @param options the way they are applied
   * @throws dev.icl.core.error.UserException if overlap or stride do not fit to a patch
   */
  public VolumeSegmenter(List<AppliedNetwork> networks, InferenceOptions options) {
    this.options = options;
    this.networks = List.copyOf(networks);
    AppliedNetwork first = networks.get(0);
    this.classes = first.network().classes();
    this.predictor = new Predictor(first.engine(), first.network());
    Map<Object, List<AppliedNetwork>> alike = new LinkedHashMap<>();
    for (AppliedNetwork network : networks) {
      // averages of logits are those of each network
      Object key = options.how().average() == Average.LOGITS ? new Object() : network.patch();
      alike.computeIfAbsent(key, patch -> new ArrayList<>()).add(network);
    }
    alike.values().forEach(some -> groups.add(new NetworkScores(some, options)));
  }

  /**
   * The class of every voxel as an unsigned byte in C order. Where a network has fewer axes than
   * the sample, every place of the sample's first axis is segmented by itself.
   */
  public byte[] segment(Sample sample) {
    return segment(sample, ScoreOutputs.NONE).labels();
  }

  /**
   * The segmentation of a sample.
   *
   * @param sample of three axes
   * @param wanted the outputs that are wanted beside the label map
   */
  public ScoredSample segment(Sample sample, ScoreOutputs wanted) {
    Sample image = sample.withLabel(Optional.empty());
    boolean highestLogit =
        networks.size() == 1
            && image.rank() > networks.get(0).patch().size()
            && options.how().window() == Window.RESIZE
            && !options.how().flips()
            && !wanted.any();
    ScoredSample found =
        highestLogit
            ? new ScoredSample(resized(image), Optional.empty(), Optional.empty())
            : scored(image, wanted);
    return options.how().largestComponent()
        ? new ScoredSample(
            LargestComponents.of(found.labels(), image.shape(), classes),
            found.probabilities(),
            found.uncertainty())
        : found;
  }

  /**
   * Sizes of a small sample that every network has a whole batch or window of.
   *
   * @param channels of an image
   */
  Shape trial(int channels) {
    int[] sizes = new int[3];
    for (NetworkScores group : groups) {
      Shape batch = group.oneBatch(channels);
      for (int axis = 0; axis < sizes.length; axis++) {
        sizes[axis] = Math.max(sizes[axis], batch.dim(axis));
      }
    }
    return Shape.of(sizes);
  }

  /**
   * A measure of the work on a scan, which the time is proportional to.
   *
   * @param scan sizes of its three axes
   */
  double work(Shape scan) {
    return groups.stream().mapToDouble(group -> group.work(scan)).sum();
  }

  /** Native bytes that the networks take for images of some channels. */
  long networkBytes(int channels) {
    return NetworkNeeds.bytes(networks, channels);
  }

  /**
   * Bytes of Java's heap for the outputs of a scan, beside the scan itself.
   *
   * @param scan sizes of its three axes
   * @param wanted the outputs that are wanted beside the label map
   */
  long outputBytes(Shape scan, ScoreOutputs wanted) {
    long kept = groups.stream().mapToLong(group -> group.scored(scan)).sum();
    return scan.numel()
            * (1 + (wanted.probabilities() ? 2L * classes : 0) + (wanted.uncertainty() ? 4 : 0))
        + kept * Float.BYTES * (classes + 1);
  }

  private ScoredSample scored(Sample image, ScoreOutputs wanted) {
    int pixels = image.voxels() / image.size(0);
    ScorePlanes planes =
        new EnsemblePlanes(
            groups.stream().map(group -> group.of(image)).toList(),
            groups.stream().mapToInt(NetworkScores::networks).toArray());
    byte[] labels = new byte[image.voxels()];
    Optional<StoredProbabilities> probabilities =
        wanted.probabilities()
            ? Optional.of(new StoredProbabilities(classes, image.voxels()))
            : Optional.empty();
    Optional<float[]> uncertainty =
        wanted.uncertainty() ? Optional.of(new float[image.voxels()]) : Optional.empty();
    for (int place = 0; place < image.size(0); place++) {
      float[][] scores = planes.next();
      int from = place * pixels;
      ScoreArrays.highest(scores, labels, from);
      probabilities.ifPresent(stored -> stored.put(scores, from));
      uncertainty.ifPresent(map -> ScoreArrays.entropy(scores, map, from));
    }
    return new ScoredSample(labels, probabilities, uncertainty);
  }

  /** The class of the highest logit, found by the engine. */
  private byte[] resized(Sample image) {
    List<Integer> patch = networks.get(0).patch();
    ResizedSlices slices = groups.get(0).slices(image);
    int pixels = image.voxels() / image.size(0);
    byte[] labels = new byte[image.voxels()];
    for (int first = 0; first < image.size(0); first += slices.count(first)) {
      ByteBuffer predicted = predictor.predict(slices.images(first)).bytes();
      for (int i = 0; i < slices.count(first); i++) {
        byte[] map = new byte[patch.get(0) * patch.get(1)];
        predicted.get(map);
        System.arraycopy(slices.restored(map), 0, labels, (first + i) * pixels, pixels);
      }
    }
    return labels;
  }

  @Override
  public void close() {
    predictor.close();
    groups.forEach(NetworkScores::close);
  }
}
