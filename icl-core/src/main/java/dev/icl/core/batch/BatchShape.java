package dev.icl.core.batch;

import dev.icl.core.settings.Checked;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;
import dev.icl.core.settings.Rules;
import java.util.List;

/**
 * The number and size of the images in a training batch.
 *
 * @param labeledBatch labelled images, at least 1
 * @param unlabeledBatch unlabelled images; 0 for none
 * @param patch spatial size of every image in pixels, one entry per axis
 */
public record BatchShape(
    @Doc("labelled images per step; see `train.unlabeled_batch` for the baselines")
        @Min(1)
        @Max(8192)
        int labeledBatch,
    @Doc(
            "unlabelled images per step; `supervised` and `supervised-mean` take as many more labelled ones instead. 0 only for methods that use none")
        @Min(0)
        @Max(8192)
        int unlabeledBatch,
    @Doc(
            value =
                "size of training images, in pixels; with the `dense` mixer up to about 304×304, beyond which a single weight takes 2 GiB",
            range = "multiples of the network's divisor, up to 8192")
        @Min(1)
        @Max(8192)
        List<Integer> patch)
    implements Checked {
  /** Copies the list. */
  public BatchShape {
    patch = List.copyOf(patch);
  }

  /** The authors' 2-D recipe. */
  public static BatchShape defaults() {
    return new BatchShape(8, 8, List.of(256, 256));
  }

  /** The micro-batches of a step in as many parts, which divide the numbers of images. */
  public BatchShape part(int parts) {
    return new BatchShape(labeledBatch / parts, unlabeledBatch / parts, patch);
  }

  /** As many images of another size. */
  public BatchShape withPatch(List<Integer> other) {
    return new BatchShape(labeledBatch, unlabeledBatch, other);
  }

  @Override
  public void check(Rules rules) {
    rules.must(patch.size() == 2 || patch.size() == 3, "patch", "have 2 or 3 sizes", patch);
  }
}
