package dev.icl.core.batch;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An endless stream of training samples, in a random order of its own, and the views in which a
 * step gets them. All views of a stream show the same samples in the same rows.
 *
 * @param name in lower-case letters, digits and hyphens; part of the names of its tensors and, with
 *     the seed, what its order follows from
 * @param pool the samples it draws from
 * @param size the number of samples that a step takes
 * @param views at least one; the first has a geometry of its own
 */
public record BatchStream(String name, Pool pool, Size size, List<View> views) {
  /** The name of the stream of labelled samples. */
  public static final String LABELED = "labeled";

  /** The name of the stream of unlabelled samples. */
  public static final String UNLABELED = "unlabeled";

  /** The set of samples that a stream draws from. */
  public enum Pool {
    /** Samples with a label map, which the stream gives too. */
    LABELED,
    /** Samples of the other patients, without a label map. */
    UNLABELED
  }

  /** The number of samples of a stream that a step takes. */
  public enum Size {
    /** {@code train.labeled_batch}. */
    LABELED_BATCH,
    /** {@code train.unlabeled_batch}. */
    UNLABELED_BATCH,
    /** The sum of both. */
    BOTH_BATCHES;

    /** The number, of a configuration. */
    public int of(int labeledBatch, int unlabeledBatch) {
      return switch (this) {
        case LABELED_BATCH -> labeledBatch;
        case UNLABELED_BATCH -> unlabeledBatch;
        case BOTH_BATCHES -> labeledBatch + unlabeledBatch;
      };
    }
  }

  /**
   * @throws IllegalArgumentException if there is no view, two have one name, or one is aligned with
   *     a view that is not there or is aligned itself
   */
  public BatchStream {
    View.requireName(name);
    views = List.copyOf(views);
    if (views.isEmpty()) {
      throw new IllegalArgumentException("stream '" + name + "' has no view");
    }
    Set<String> names = new HashSet<>();
    Set<String> geometries = new HashSet<>();
    for (View view : views) {
      if (!names.add(view.name())) {
        throw new IllegalArgumentException(
            "stream '" + name + "' has two views '" + view.name() + "'");
      }
      if (view.alignedWith().isEmpty()) {
        geometries.add(view.name());
      } else if (!geometries.contains(view.alignedWith().get())) {
        throw new IllegalArgumentException(
            "view '%s' of stream '%s' is aligned with '%s', which is no view with a geometry of its own before it"
                .formatted(view.name(), name, view.alignedWith().get()));
      }
    }
  }

  /** Labelled samples, {@code train.labeled_batch} of them. */
  public static BatchStream labeled(View... views) {
    return new BatchStream(LABELED, Pool.LABELED, Size.LABELED_BATCH, List.of(views));
  }

  /** Unlabelled samples, {@code train.unlabeled_batch} of them. */
  public static BatchStream unlabeled(View... views) {
    return new BatchStream(UNLABELED, Pool.UNLABELED, Size.UNLABELED_BATCH, List.of(views));
  }

  /** Unlabelled samples in another order, as many again, such as partners to mix others with. */
  public static BatchStream moreUnlabeled(String name, View... views) {
    return new BatchStream(name, Pool.UNLABELED, Size.UNLABELED_BATCH, List.of(views));
  }

  /**
   * The name of the tensor of a view's images, float32 {@code [N, channels, spatial]}: {@code
   * image_<stream>} of the weak view, {@code image_<stream>_<view>} of others.
   */
  public String image(View view) {
    return "image_" + suffix(view.name());
  }

  /**
   * The name of the tensor of a view's label maps, int64 {@code [N, spatial]}: {@code
   * label_<stream>} of the weak view and of those aligned with it, {@code label_<stream>_<view>} of
   * others.
   *
   * @throws IllegalStateException if the samples have no labels
   */
  public String label(View view) {
    if (pool != Pool.LABELED) {
      throw new IllegalStateException("stream '" + name + "' has no labels");
    }
    return "label_" + suffix(view.alignedWith().orElse(view.name()));
  }

  private String suffix(String view) {
    return view.equals(View.WEAK) ? name : name + "_" + view;
  }
}
