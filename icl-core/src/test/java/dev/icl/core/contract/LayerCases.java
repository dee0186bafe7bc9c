package dev.icl.core.contract;

import static dev.icl.core.contract.Values.random;

import dev.icl.core.attention.AxialMixer;
import dev.icl.core.attention.DropPath;
import dev.icl.core.attention.FixedWindows;
import dev.icl.core.attention.MergeOrder;
import dev.icl.core.attention.Mlp;
import dev.icl.core.attention.PaddedWindows;
import dev.icl.core.attention.PatchEmbedding;
import dev.icl.core.attention.PatchExpanding;
import dev.icl.core.attention.PatchMerging;
import dev.icl.core.attention.TokenWindows;
import dev.icl.core.attention.WindowBlock;
import dev.icl.core.attention.Windowing;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Activation;
import dev.icl.core.nn.AffineInstanceNorm;
import dev.icl.core.nn.Conv;
import dev.icl.core.nn.ConvStyle;
import dev.icl.core.nn.ConvUnit;
import dev.icl.core.nn.Layer;
import dev.icl.core.nn.Norm;
import dev.icl.core.nn.NormedMultiples;
import dev.icl.core.nn.TransposedConv;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Layers and blocks as networks put them together, in 2-D and 3-D. */
final class LayerCases {
  private static final List<Integer> FLAT = List.of(1, 3, 3);
  private static final List<Integer> IN_PLANE = List.of(1, 2, 2);

  private LayerCases() {}

  static List<OpCase> all() {
    return List.of(
        layer(
            "strided convolution of a flat kernel",
            Conv.strided("c", 2, 3, FLAT, IN_PLANE),
            1,
            2,
            3,
            4,
            5),
        layer("transposed convolution", new TransposedConv("t", 2, 3, List.of(2, 2)), 2, 2, 3, 2),
        layer(
            "transposed convolution of a volume within its planes",
            new TransposedConv("t", 2, 3, IN_PLANE),
            1,
            2,
            3,
            2,
            2),
        layer("affine instance norm of images", new AffineInstanceNorm("n", 3), 2, 3, 3, 4),
        layer("affine instance norm of volumes", new AffineInstanceNorm("n", 2), 2, 2, 2, 3, 2),
        layer("norm of multiples of volumes", new NormedMultiples("grey", 3, 2), 2, 1, 2, 3, 2),
        unit("instance norm and leaky ReLU", Norm.INSTANCE, Activation.leakyRelu(0.01)),
        unit("affine instance norm and ReLU", Norm.AFFINE_INSTANCE, Activation.RELU),
        unit("no norm and leaky ReLU", Norm.NONE, Activation.leakyRelu(0.2)),
        unit("neither norm nor activation", Norm.NONE, Activation.NONE).edge(),
        mixer("axial mixer of images", Shape.of(2, 3), 2),
        mixer("axial mixer of volumes", Shape.of(2, 1, 3), 1),
        mixer("axial mixer of one line of many pixels", Shape.of(1, 40), 1).edge(),
        layer(
            "attention within shifted windows of images",
            block("w", new FixedWindows(TokenWindows.allAxes(List.of(4, 4), 2, true))),
            1,
            4,
            4,
            4),
        layer(
            "attention within shifted windows of a padded volume, one axis smaller than a window",
            block("w", new PaddedWindows(List.of(2, 2, 2), true)),
            1,
            3,
            1,
            4,
            4),
        layer("patch embedding", new PatchEmbedding("e", 2, 2, 3, 2, true), 2, 2, 4, 2),
        layer(
            "patch merging of images",
            new PatchMerging("m", 2, 2, MergeOrder.FIRST_AXIS_FASTEST),
            2,
            4,
            2,
            2),
        layer(
            "patch merging of volumes as in MONAI",
            new PatchMerging("m", 3, 2, MergeOrder.MONAI_3D),
            1,
            2,
            4,
            2,
            2),
        layer("patch expanding of images", new PatchExpanding("expanding", 2, 4, 2, 3), 1, 2, 3, 4),
        layer("patch expanding of volumes", new PatchExpanding("p", 3, 2, 2, 3), 1, 1, 2, 1, 2)
            .edge());
  }

  private static WindowBlock block(String name, Windowing windowing) {
    return new WindowBlock(name, windowing, 2, new Mlp(name + ".mlp", 4, 3), new DropPath(0));
  }

  private static OpCase unit(String label, Norm norm, Activation activation) {
    // a name for each, so that each has numbers of its own: none near a kink
    String name = norm + "." + activation.slope();
    Layer conv = Conv.strided(name + ".conv", 2, 3, List.of(3, 3, 3), List.of(1, 2, 2));
    ConvUnit unit = ConvUnit.of(conv, name + ".norm", 3, new ConvStyle(norm, activation));
    return layer("convolution, " + label, unit, 2, 2, 2, 4, 3);
  }

  private static OpCase layer(String label, Layer layer, int... x) {
    return withVariables(
        OpCase.of(label, (ops, t) -> layer.apply(new OperandScope(ops, t), t.get("x")))
            .operand("x", random("x", x)),
        layer.variables());
  }

  private static OpCase mixer(String label, Shape spatial, int hidden) {
    AxialMixer mixer = new AxialMixer("m", spatial.rank(), hidden);
    int pixels = (int) spatial.numel();
    return withVariables(
        OpCase.of(
                label,
                (ops, t) ->
                    mixer.apply(new OperandScope(ops, t), t.get("maps"), spatial, new DropPath(0)))
            .operand("maps", random("maps", 1, 2, 1, pixels)),
        mixer.variables());
  }

  /** Small weights: with larger ones the perceptrons bend too much for finite differences. */
  private static HostTensor gentle(VariableSpec spec) {
    HostTensor values = random(spec.name(), spec.shape().toArray());
    return HostTensor.fill(values.dtype(), values.shape(), i -> 0.3 * values.get((int) i));
  }

  private static OpCase withVariables(OpCase opCase, List<VariableSpec> variables) {
    OpCase more = opCase;
    for (VariableSpec spec : variables) {
      more =
          spec.kind() == VariableKind.PARAMETER
              ? more.operand(spec.name(), gentle(spec))
              : more.input(
                  spec.name(), spec.initializer().create(spec.dtype(), spec.shape(), Rig.KEY));
    }
    return more;
  }

  /** A program's view of the operands of a case as its variables. */
  private record OperandScope(Ops ops, Map<String, Tensor> operands) implements Scope {
    @Override
    public boolean training() {
      return true;
    }

    @Override
    public Tensor variable(String name) {
      return operands.get(name);
    }

    @Override
    public void assign(String name, Tensor value) {
      throw new AssertionError(name + " is assigned to, which no layer here does");
    }

    @Override
    public Tensor dropout(Tensor x, double rate, Shape maskShape) {
      return x;
    }
  }
}
