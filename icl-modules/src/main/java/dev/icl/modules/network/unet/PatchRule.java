package dev.icl.modules.network.unet;

import java.util.List;
import java.util.stream.IntStream;

/**
 * nnU-Net's published choice of patch and batch within a memory ({@code
 * get_plans_for_configuration} of {@code default_experiment_planner.py} and of its ResEnc variant,
 * version 2). The patch begins with the shape of an isotropic cube, clipped to the median scan, and
 * loses pixels along the axis on which it covers the largest share of the median scan until the
 * {@link FeatureMaps} of its network are below a reference, which grows with the memory. What is
 * left of the reference then makes the batch larger, up to 5 % of the voxels of all scans.
 */
public final class PatchRule {
  /** The memory for which the references were published, in GB. */
  private static final double REFERENCE_MEMORY = 8;

  private static final double LARGEST_SHARE = 0.05;
  private static final int LEAST_BATCH = 2;

  private final Scans scans;
  private final UNetSettings auto;
  private final double reference;
  private final int referenceBatch;

  /**
   * The training scans at the spacing to train at.
   *
   * @param spacing mm between voxels along each axis, two of them for images and three for volumes
   * @param median voxels of the median scan along each axis
   * @param voxels of all scans together, estimated
   * @param classes the number of classes, background included
   */
  public record Scans(List<Double> spacing, List<Double> median, double voxels, int classes) {
    /** Copies the lists. */
    public Scans {
      spacing = List.copyOf(spacing);
      median = List.copyOf(median);
    }
  }

  /**
   * The choice.
   *
   * @param patch pixels along each axis
   * @param batch images in a step, at least 2
   * @param network with every list filled
   * @param elements of the feature maps for one image
   */
  public record Choice(List<Integer> patch, int batch, UNetSettings network, long elements) {}

  private PatchRule(Scans scans, EncoderKind encoder, double memory) {
    boolean images = scans.spacing().size() == 2;
    this.scans = scans;
    this.auto = UNetSettings.auto(encoder, UNetSettings.BASE_FEATURES);
    this.referenceBatch = images ? 12 : 2;
    this.reference = published(images, encoder) * memory / REFERENCE_MEMORY;
  }

  private static double published(boolean images, EncoderKind encoder) {
    if (encoder == EncoderKind.PLAIN) {
      return images ? 85e6 : 560e6;
    }
    return images ? 135e6 : 680e6;
  }

  /**
   * The patch, the batch and the network.
   *
   * @param scans the training scans
   * @param encoder the blocks of the way down
   * @param memory in GB, as nnU-Net counts it: of a GPU that trains with mixed precision
   */
  public static Choice choose(Scans scans, EncoderKind encoder, double memory) {
    return new PatchRule(scans, encoder, memory).choice();
  }

  private Choice choice() {
    List<Double> first = first();
    Topology topology = TopologyRule.of(first, scans.spacing());
    List<Integer> patch = topology.padded(first);
    long elements = elements(topology, patch);
    while (isTooLarge(elements)) {
      List<Integer> smaller = smaller(patch, topology);
      if (smaller.equals(patch)) {
        break; // the least that has two levels
      }
      topology = TopologyRule.of(smaller, scans.spacing());
      patch = topology.padded(smaller);
      elements = elements(topology, patch);
    }
    return new Choice(patch, batch(patch, elements), auto.with(topology), elements);
  }

  /** A patch of isotropic extent and 256³ or 2048² pixels, no larger than the median scan. */
  private List<Double> first() {
    int rank = scans.spacing().size();
    double pixels = rank == 2 ? Math.pow(2048, 2) : Math.pow(256, 3);
    double spacing = scans.spacing().stream().reduce(1.0, (a, b) -> a * b);
    double extent = Math.pow(pixels * spacing, 1.0 / rank);
    return IntStream.range(0, rank)
        .mapToObj(
            axis ->
                Math.min(Math.rint(extent / scans.spacing().get(axis)), scans.median().get(axis)))
        .toList();
  }

  private boolean isTooLarge(long elements) {
    double atLeastBatch =
        auto.encoder() == EncoderKind.PLAIN
            ? elements / (double) referenceBatch * LEAST_BATCH
            : elements;
    return atLeastBatch > reference;
  }

  /** The patch that is shorter by the divisor which it would then have. */
  private List<Integer> smaller(List<Integer> patch, Topology topology) {
    int longest = 0;
    for (int axis = 1; axis < patch.size(); axis++) {
      longest = share(patch, axis) >= share(patch, longest) ? axis : longest;
    }
    int largest = topology.divisors().get(longest);
    if (patch.get(longest) <= largest) {
      return patch;
    }
    Topology tried = TopologyRule.of(less(patch, longest, largest), scans.spacing());
    List<Integer> smaller = less(patch, longest, tried.divisors().get(longest));
    return TopologyRule.of(smaller, scans.spacing()).levels() < 2 ? patch : smaller;
  }

  private double share(List<Integer> patch, int axis) {
    return patch.get(axis) / scans.median().get(axis);
  }

  private static List<Integer> less(List<Integer> patch, int axis, int pixels) {
    return IntStream.range(0, patch.size())
        .mapToObj(i -> i == axis ? patch.get(i) - pixels : patch.get(i))
        .toList();
  }

  private long elements(Topology topology, List<Integer> patch) {
    return FeatureMaps.elements(auto.with(topology), patch, scans.classes());
  }

  private int batch(List<Integer> patch, long elements) {
    double pixels = patch.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
    double fitting = Math.rint(reference / elements * referenceBatch);
    double covering = Math.rint(scans.voxels() * LARGEST_SHARE / pixels);
    return (int) Math.max(Math.min(fitting, covering), LEAST_BATCH);
  }
}
