package dev.icl.core.batch;

import dev.icl.core.tensor.HostTensor;
import java.util.List;
import java.util.Map;

/**
 * The tensors that one training step consumes.
 *
 * @param iteration the step it belongs to, from 0
 * @param tensors by name, as a {@link BatchRequest} names them: {@link #IMAGE_LABELED}, {@link
 *     #LABEL_LABELED}, {@link #IMAGE_UNLABELED} and those of further streams and views
 * @param cases the names of the slices or volumes, stream by stream, labelled ones first
 */
public record Batch(int iteration, Map<String, HostTensor> tensors, List<String> cases) {
  /** Labelled images, float32 {@code [N, C, spatial]}. */
  public static final String IMAGE_LABELED = "image_labeled";

  /** Their label maps, int64 {@code [N, spatial]}. */
  public static final String LABEL_LABELED = "label_labeled";

  /** Unlabelled images, float32 {@code [M, C, spatial]}; absent where none are asked for. */
  public static final String IMAGE_UNLABELED = "image_unlabeled";
}
