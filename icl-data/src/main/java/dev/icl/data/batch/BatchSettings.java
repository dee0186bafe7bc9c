package dev.icl.data.batch;

import dev.icl.core.batch.BatchRequest;
import dev.icl.core.batch.BatchShape;
import dev.icl.core.batch.BatchStream;
import dev.icl.core.batch.BatchStream.Pool;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.augment.Augmentations;
import dev.icl.data.settings.DataConfig;
import java.util.List;

/**
 * The settings from which batches are made.
 *
 * @param labeledBatch labelled samples per batch
 * @param unlabeledBatch unlabelled samples per batch; 0 for none
 * @param patch sizes of the images' axes, slowest first
 * @param augment the augmentation of samples
 * @param foregroundShare probability that an image of labelled samples is centred on a voxel of a
 *     foreground class; 0 for slices
 * @param workers threads that prepare batches
 * @param startIteration the iteration of the first batch
 * @param request the streams and views of a batch
 */
public record BatchSettings(
    int labeledBatch,
    int unlabeledBatch,
    List<Integer> patch,
    Augmentations augment,
    double foregroundShare,
    int workers,
    int startIteration,
    BatchRequest request) {
  private static final int SLICE = 2;
  private static final int VOLUME = 3;

  /**
   * Settings of batches with one weak view of labelled and one of unlabelled samples.
   *
   * @param labeledBatch labelled samples per batch
   * @param unlabeledBatch unlabelled samples per batch; 0 for none
   * @param patch sizes of the images' axes, slowest first
   * @param augment the augmentation of samples
   * @param workers threads that prepare batches
   * @param startIteration the iteration of the first batch
   * @throws UserException if a number is out of its range
   */
  public BatchSettings(
      int labeledBatch,
      int unlabeledBatch,
      List<Integer> patch,
      Augmentations augment,
      int workers,
      int startIteration) {
    this(
        labeledBatch,
        unlabeledBatch,
        patch,
        augment,
        0,
        workers,
        startIteration,
        BatchRequest.labeledAndUnlabeled());
  }

  /**
   * @throws UserException if a number is out of its range
   */
  public BatchSettings {
    patch = List.copyOf(patch);
    requireRank(patch, augment, foregroundShare);
    require(labeledBatch >= 0, "train.labeled_batch", labeledBatch, "0 or more");
    require(unlabeledBatch >= 0, "train.unlabeled_batch", unlabeledBatch, "0 or more");
    if (labeledBatch + unlabeledBatch == 0) {
      throw new UserException(
          "train.labeled_batch and train.unlabeled_batch are both 0: set at least one of them to 1"
              + " or more.");
    }
    for (int axis = 0; axis < patch.size(); axis++) {
      require(patch.get(axis) >= 1, "train.patch[" + axis + "]", patch.get(axis), "1 or more");
    }
    require(workers >= 1, "data.workers", workers, "1 or more");
    if (startIteration < 0) {
      throw new IllegalArgumentException("start at iteration " + startIteration);
    }
  }

  /**
   * Settings as a run's configuration has them, with one weak view of labelled and one of
   * unlabelled samples.
   *
   * @param data augmentation and threads
   * @param batch number and size of the images
   * @param startIteration the iteration of the first batch, from 0
   * @throws UserException if the patch has neither two nor three sizes, a number is out of its
   *     range, or the augmentation or the share of foreground is for images of another number of
   *     axes
   */
  public static BatchSettings of(DataConfig data, BatchShape batch, int startIteration) {
    return new BatchSettings(
        batch.labeledBatch(),
        batch.unlabeledBatch(),
        batch.patch(),
        Augmentations.named(data.augment()),
        data.foregroundShare(),
        data.workers(),
        startIteration,
        BatchRequest.labeledAndUnlabeled());
  }

  /** The same with other streams and views. */
  public BatchSettings with(BatchRequest other) {
    return new BatchSettings(
        labeledBatch,
        unlabeledBatch,
        patch,
        augment,
        foregroundShare,
        workers,
        startIteration,
        other);
  }

  /**
   * The choice of the voxels of a sample that an image shows: whole slices for images of two axes,
   * random parts for others. Labels of unlabelled samples have no part in it.
   */
  Sampler sampler(Pool pool) {
    return patch.size() == SLICE
        ? new WholeSampler(patch.get(0), patch.get(1), augment)
        : new PatchSampler(Shape.of(patch), augment, pool == Pool.LABELED ? foregroundShare : 0);
  }

  /** The number of samples that a batch has of a stream; 0 if the configuration has none for it. */
  int samples(BatchStream stream) {
    return stream.size().of(labeledBatch, unlabeledBatch);
  }

  /** The streams of which a batch has samples. */
  List<BatchStream> drawn() {
    return request.streams().stream().filter(stream -> samples(stream) > 0).toList();
  }

  private static void requireRank(
      List<Integer> patch, Augmentations augment, double foregroundShare) {
    if (patch.size() != SLICE && patch.size() != VOLUME) {
      throw new UserException(
          "train.patch is %s: give two sizes, rows and columns, as [256, 256], or three, slices, rows and columns, as [32, 96, 96]."
              .formatted(patch));
    }
    if (patch.size() == SLICE && foregroundShare > 0) {
      throw new UserException(
          "data.foreground_share is %s, but train.patch %s makes images of whole slices: set it to 0, or give three sizes."
              .formatted(foregroundShare, patch));
    }
    if (patch.size() == VOLUME) {
      augment.requireAnyRank();
    }
  }

  private static void require(boolean holds, String key, int value, String allowed) {
    if (!holds) {
      throw new UserException(key + " is " + value + ": set it to " + allowed + ".");
    }
  }
}
