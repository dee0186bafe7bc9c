package dev.icl.engine.tensorflow;

import dev.icl.engine.natives.ProductForm;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * The operands and results of convolutions and matrix products, in the form that was chosen. Casts
 * take gradients along: those of a result are rounded before they are multiplied, and those of an
 * operand after.
 */
final class TfRounding {
  private final Nodes nodes;
  private final ProductForm form;

  TfRounding(Nodes nodes, ProductForm form) {
    this.nodes = nodes;
    this.form = form;
  }

  /** An operand as it is multiplied. */
  Output<?> operand(Output<?> x) {
    return form == ProductForm.BFLOAT16 ? cast(x, DataType.DT_BFLOAT16) : rounded(x);
  }

  /** A product of {@link #operand operands} in float32. */
  Output<?> result(Output<?> product) {
    return form == ProductForm.BFLOAT16 ? cast(product, DataType.DT_FLOAT) : rounded(product);
  }

  /**
   * An operand or result of a convolution in groups, of which small products remain: it is float32
   * where others are bfloat16.
   */
  Output<?> rounded(Output<?> x) {
    return form == ProductForm.WHOLE ? x : cast(cast(x, DataType.DT_BFLOAT16), DataType.DT_FLOAT);
  }

  private Output<?> cast(Output<?> x, DataType type) {
    return nodes.node("Cast").in(x).attr("DstT", type).out();
  }
}
