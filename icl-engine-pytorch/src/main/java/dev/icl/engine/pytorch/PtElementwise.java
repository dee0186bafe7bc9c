package dev.icl.engine.pytorch;

import static dev.icl.engine.pytorch.Expressions.number;
import static dev.icl.engine.pytorch.PtTensor.owned;
import static dev.icl.engine.pytorch.PtTensor.wrap;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.icl.core.ops.BinaryOp;
import dev.icl.core.ops.CompareOp;
import dev.icl.core.ops.NumberOp;
import dev.icl.core.ops.ShapeRules;
import dev.icl.core.ops.UnaryOp;

/**
 * The families of elementwise operations. Some write their result over an operand that is
 * {@linkplain PtTensor#isSpent() spent}.
 */
final class PtElementwise {
  private final Kernels kernels;

  PtElementwise(Kernels kernels) {
    this.kernels = kernels;
  }

  PtTensor unary(UnaryOp op, PtTensor x) {
    PtNDArray a = x.array();
    return switch (op) {
      case NEG -> wrap(a.neg());
      case ABS -> wrap(a.abs());
      case EXP -> wrap(a.exp());
      case LOG -> wrap(a.log());
      case SQRT -> wrap(a.sqrt());
      case RSQRT -> call("torch.rsqrt(a)", a);
      case SQUARE -> wrap(a.square());
      case TANH -> wrap(a.tanh());
      case SIGMOID -> wrap(JniUtils.sigmoid(a));
      case ERF -> wrap(a.erf());
      case RELU -> x.isSpent() ? call("torch.relu_(a)", a) : wrap(JniUtils.relu(a));
      case GELU -> wrap(JniUtils.gelu(a));
      case LOGICAL_NOT -> wrap(a.logicalNot());
    };
  }

  PtTensor withNumber(NumberOp op, PtTensor x, double number) {
    PtNDArray a = x.array();
    return switch (op) {
      case ADD -> call("torch.add(a, " + number(number) + ")", a);
      case MUL -> call("torch.mul(a, " + number(number) + ")", a);
      case POW -> call("torch.pow(a, " + number(number) + ")", a);
      case LEAKY_RELU ->
          // in place, the gradient follows from the result, whose sign a negative slope would lose
          x.isSpent() && number >= 0
              ? call("torch.leaky_relu_(a, " + number(number) + ")", a)
              : wrap(JniUtils.leakyRelu(a, number));
    };
  }

  PtTensor binary(BinaryOp op, PtTensor x, PtTensor y) {
    PtNDArray a = x.array();
    PtNDArray b = y.array();
    return switch (op) {
      case ADD ->
          x.isSpent() && ShapeRules.stretches(y.shape(), x.shape())
              ? owned(kernels.call("torch.add_(a, b)", a, b))
              : wrap(a.add(b));
      case SUB -> wrap(a.sub(b));
      case MUL -> wrap(a.mul(b));
      case DIV -> wrap(a.div(b));
      case MAXIMUM -> call("torch.maximum(a, b)", a, b);
      case MINIMUM -> call("torch.minimum(a, b)", a, b);
    };
  }

  PtTensor compare(CompareOp op, PtTensor x, PtTensor y) {
    PtNDArray a = x.array();
    PtNDArray b = y.array();
    return wrap(
        switch (op) {
          case EQUAL -> a.eq(b);
          case LESS -> a.lt(b);
          case GREATER -> a.gt(b);
          case LOGICAL_AND -> a.logicalAnd(b);
        });
  }

  private PtTensor call(String expression, PtNDArray... operands) {
    return wrap(kernels.call(expression, operands));
  }
}
