package dev.icl.engine.pytorch;

import static dev.icl.engine.pytorch.Expressions.number;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.icl.core.ops.ConvSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions and transposed ones. On the processor libtorch leaves single volumes of moderate
 * size to code that unrolls them, with a gradient on one thread, and gives batches of two to
 * oneDNN: single volumes are divided along their depth into a batch of slabs that overlap as far as
 * the kernel reaches. Channels-last, the results of the slabs lie behind each other as the volume's
 * would.
 */
final class PtConvolutions {
  private static final int VOLUMES = 5;

  /** The product of a volume's channels, depth and height from which on it goes to oneDNN. */
  private static final long LARGE = 20480;

  private final Kernels kernels;
  private final boolean gpu;

  PtConvolutions(Kernels kernels, boolean gpu) {
    this.kernels = kernels;
    this.gpu = gpu;
  }

  /**
   * @param bias may be null
   */
  PtNDArray conv(PtNDArray x, PtNDArray weight, @Nullable PtNDArray bias, ConvSpec spec) {
    int slabs = isUnrolled(x, weight, spec) ? slabs(outSize(x, weight, spec, 0)) : 1;
    return slabs > 1
        ? inSlabs(x, weight, bias, spec, slabs)
        : JniUtils.convolution(
            x,
            weight,
            bias,
            PtDtypes.djl(spec.stride()),
            PtDtypes.djl(spec.padding()),
            PtDtypes.djl(spec.dilation()),
            spec.groups());
  }

  /**
   * @param bias may be null
   */
  PtNDArray transposed(PtNDArray x, PtNDArray weight, @Nullable PtNDArray bias, ConvSpec spec) {
    List<PtNDArray> operands = new ArrayList<>(List.of(x, weight));
    String offset = "None";
    if (bias != null) {
      operands.add(bias);
      offset = "c";
    }
    String call =
        "torch.conv_transpose%dd(%%s, b, %s, %s, %s)"
            .formatted(spec.rank(), offset, spec.stride(), spec.padding());
    PtNDArray[] all = operands.toArray(PtNDArray[]::new);
    int slabs = isApart(x, weight, spec) ? slabs((int) x.getShape().get(2)) : 1;
    if (slabs == 1) {
      return kernels.call(call.formatted("a"), all);
    }
    int[] in = sizes(x);
    int[] out = new int[VOLUMES];
    out[1] = (int) weight.getShape().get(1);
    for (int i = 0; i < spec.rank(); i++) {
      out[2 + i] = in[2 + i] * spec.stride().get(i);
    }
    int[] divided = {slabs, in[2] / slabs, in[3], in[4], in[1]};
    return kernels.evaluate(
        """
            v = torch.reshape(torch.permute(a, [0, 2, 3, 4, 1]), %s)
            v = %s
            return %s
        """
            .formatted(
                Arrays.toString(divided),
                call.formatted("torch.permute(v, [0, 4, 1, 2, 3])"),
                joined(out)),
        all);
  }

  private boolean isUnrolled(PtNDArray x, PtNDArray weight, ConvSpec spec) {
    Shape kernel = weight.getShape();
    return spec.rank() == 3
        && isSingle(x)
        && spec.groups() == 1
        && (kernel.get(3) <= 3 || kernel.get(4) <= 3);
  }

  /** Whether every input of a transposed convolution makes a window of its own. */
  private boolean isApart(PtNDArray x, PtNDArray weight, ConvSpec spec) {
    return spec.rank() == 3
        && isSingle(x)
        && IntStream.range(0, 3)
            .allMatch(
                i ->
                    spec.padding().get(i) == 0
                        && weight.getShape().get(2 + i) == spec.stride().get(i));
  }

  private boolean isSingle(PtNDArray x) {
    Shape volume = x.getShape();
    return !gpu && volume.get(0) == 1 && volume.get(1) * volume.get(2) * volume.get(3) <= LARGE;
  }

  /** The least number of equal parts of an axis above one; 1 where there are none. */
  private static int slabs(int depth) {
    return IntStream.rangeClosed(2, depth).filter(i -> depth % i == 0).findFirst().orElse(1);
  }

  private static int outSize(PtNDArray x, PtNDArray weight, ConvSpec spec, int axis) {
    int reach = spec.dilation().get(axis) * ((int) weight.getShape().get(2 + axis) - 1);
    int size = (int) x.getShape().get(2 + axis) + 2 * spec.padding().get(axis);
    return (size - reach - 1) / spec.stride().get(axis) + 1;
  }

  private PtNDArray inSlabs(
      PtNDArray x, PtNDArray weight, @Nullable PtNDArray bias, ConvSpec spec, int slabs) {
    int[] out = new int[VOLUMES];
    out[1] = (int) weight.getShape().get(0);
    for (int i = 0; i < spec.rank(); i++) {
      out[2 + i] = outSize(x, weight, spec, i);
    }
    int stride = spec.stride().get(0);
    int border = spec.padding().get(0);
    int reach = spec.dilation().get(0) * ((int) weight.getShape().get(2) - 1);
    int step = out[2] / slabs * stride;
    int thickness = (out[2] / slabs - 1) * stride + reach + 1;
    StringBuilder parts = new StringBuilder();
    for (int i = 0; i < slabs; i++) {
      parts
          .append(i == 0 ? "" : ", ")
          .append("torch.narrow(v, 2, %d, %d)".formatted(i * step, thickness));
    }
    String source =
        border == 0
            ? "a"
            : "torch.constant_pad_nd(a, [0, 0, 0, 0, %d, %d], %s)"
                .formatted(border, border, number(0));
    List<Integer> padding = List.of(0, spec.padding().get(1), spec.padding().get(2));
    String body =
        """
            v = %s
            v = torch.cat([%s], 0)
            v = torch.conv3d(v, b, %s, %s, %s, %s, 1)
            return %s
        """
            .formatted(
                source,
                parts,
                bias == null ? "None" : "c",
                spec.stride(),
                padding,
                spec.dilation(),
                joined(out));
    return bias == null
        ? kernels.evaluate(body, x, weight)
        : kernels.evaluate(body, x, weight, bias);
  }

  /** Slabs {@code v} as one volume, channels-last without a copy. */
  private static String joined(int[] out) {
    return "torch.permute(torch.reshape(torch.permute(v, [0, 2, 3, 4, 1]), [1, %d, %d, %d, %d]), [0, 4, 1, 2, 3])"
        .formatted(out[2], out[3], out[4], out[1]);
  }

  private static int[] sizes(PtNDArray x) {
    return Arrays.stream(x.getShape().getShape()).mapToInt(Math::toIntExact).toArray();
  }
}
