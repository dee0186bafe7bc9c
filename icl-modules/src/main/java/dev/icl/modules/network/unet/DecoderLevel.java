package dev.icl.modules.network.unet;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Conv;
import dev.icl.core.nn.ConvUnit;
import dev.icl.core.nn.TransposedConv;
import dev.icl.core.nn.VariableLists;
import dev.icl.core.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A level of the decoder: a transposed convolution to the size of the skip connection, {@code [up,
 * skip]} joined, convolutions, and a 1×1 convolution to class scores, which only the last level
 * needs where there is no deep supervision. State-dict names are {@code decoder.transpconvs.i},
 * {@code decoder.stages.i.convs} and {@code decoder.seg_layers.i}.
 *
 * @param up the transposed convolution
 * @param joined the first convolution alone
 * @param units the convolutions with what follows each, the first one included
 * @param scores the convolution to class scores
 */
record DecoderLevel(TransposedConv up, Conv joined, List<ConvUnit> units, Conv scores) {
  /**
   * The levels of a network, deep to shallow.
   *
   * @param classes the number of classes, background included
   * @param settings complete
   */
  static List<DecoderLevel> all(int classes, UNetSettings settings) {
    return IntStream.range(0, settings.features().size() - 1)
        .mapToObj(i -> of(i, classes, settings))
        .toList();
  }

  private static DecoderLevel of(int index, int classes, UNetSettings settings) {
    int below = settings.features().size() - 1 - index;
    int level = below - 1;
    int deep = settings.features().get(below);
    int width = settings.features().get(level);
    int rank = settings.strides().get(0).size();
    String name = "decoder.stages." + index;
    List<Integer> kernel = settings.kernels().get(level);
    List<Integer> ones = UNetParts.ones(rank);
    List<Integer> widths = Collections.nCopies(settings.decoderConvolutions().get(index), width);
    List<Integer> channels =
        IntStream.concat(IntStream.of(2 * width), widths.stream().mapToInt(w -> w))
            .boxed()
            .toList();
    return new DecoderLevel(
        new TransposedConv(
            "decoder.transpconvs." + index, deep, width, settings.strides().get(below)),
        UNetParts.conv(name + ".convs.0", 2 * width, width, kernel, ones),
        UNetParts.stack(name, channels, kernel, ones),
        Conv.same("decoder.seg_layers." + index, rank, width, classes, 1));
  }

  List<VariableSpec> convolutions() {
    return VariableLists.concat(units);
  }

  /**
   * The level's output.
   *
   * @param scope the running program
   * @param x of the level below, {@code [N, deep, spatial / stride]}
   * @param skip of the encoder, {@code [N, width, spatial]}
   * @return {@code [N, width, spatial]}
   */
  Tensor apply(Scope scope, Tensor x, Tensor skip) {
    Tensor convolved = joined.applyConcatenated(scope, List.of(up.apply(scope, x), skip));
    Tensor y = units.get(0).after(scope, convolved);
    for (ConvUnit unit : units.subList(1, units.size())) {
      y = unit.apply(scope, y);
    }
    return y;
  }
}
