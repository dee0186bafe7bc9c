package dev.icl.engine.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import dev.icl.engine.natives.ProductForm;
import org.jspecify.annotations.Nullable;

/**
 * The operands and results of convolutions and matrix products, in the form that was chosen. Casts
 * take gradients along: those of a result are rounded before they are multiplied, and those of an
 * operand after.
 */
final class PtRounding {
  private static final String ROUNDED = "torch.to(torch.to(a, 15), 6)";

  private final Kernels kernels;
  private final ProductForm form;

  PtRounding(Kernels kernels, ProductForm form) {
    this.kernels = kernels;
    this.form = form;
  }

  /** Whether anything is rounded. */
  boolean isActive() {
    return form != ProductForm.WHOLE;
  }

  /**
   * The rounding of convolutions in groups, of which small products remain: they are float32 where
   * others are bfloat16. libtorch's gradient of depthwise volumes in bfloat16 is wrong on the
   * processor.
   */
  PtRounding inGroups() {
    return form == ProductForm.BFLOAT16 ? new PtRounding(kernels, ProductForm.ROUNDED) : this;
  }

  /** An operand as it is multiplied. */
  PtNDArray operand(PtNDArray x) {
    return switch (form) {
      case WHOLE -> x;
      case ROUNDED -> kernels.call(ROUNDED, x);
      case BFLOAT16 -> kernels.call("torch.to(a, 15)", x);
    };
  }

  /** A product of {@link #operand operands} in float32. */
  PtNDArray result(PtNDArray product) {
    return result(product, null, 0);
  }

  /**
   * A product of {@link #operand operands} in float32, and a bias that is added to it unrounded.
   *
   * @param product of two operands
   * @param bias of its channels; may be null
   * @param after the number of axes behind the channels
   */
  PtNDArray result(PtNDArray product, @Nullable PtNDArray bias, int after) {
    String result =
        switch (form) {
          case WHOLE -> "a";
          case ROUNDED -> ROUNDED;
          case BFLOAT16 -> "torch.to(a, 6)";
        };
    if (bias == null) {
      return isActive() ? kernels.call(result, product) : product;
    }
    String channels = "[-1" + ", 1".repeat(after) + "]";
    return kernels.call(
        "torch.add(%s, torch.reshape(b, %s))".formatted(result, channels), product, bias);
  }
}
