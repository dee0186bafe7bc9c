package dev.icl.engine.pytorch;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.icl.core.tensor.Shape;
import java.util.Arrays;

/**
 * Dropout on the CPU with one 64-bit draw for eight elements: libtorch's own draws one after
 * another on one thread, and takes longer than the layers around it. Each run of {@value #RUN}
 * elements draws one of the two 256ths next to the rate as its threshold, and each element is
 * dropped if its byte is below: an element's chance is the rate to a 65536th, and elements of a run
 * are very slightly correlated.
 */
final class Dropout {
  /** Elements that are compared with the same threshold. */
  private static final int RUN = 1024;

  private Dropout() {}

  /**
   * The operand with elements dropped and the others scaled to make up for it.
   *
   * @param kernels to draw and multiply with
   * @param operand of the given shape
   * @param shape of the operand
   * @param rate the share that is dropped, 0 to 1
   */
  static PtNDArray apply(Kernels kernels, PtNDArray operand, Shape shape, double rate) {
    long size = shape.numel();
    long runs = (size + RUN - 1) / RUN;
    PtNDArray words =
        kernels.call(
            "torch.random_(torch.empty([%s], dtype=4), -9223372036854775807 - 1, None)"
                .formatted(runs * RUN / Long.BYTES),
            operand);
    PtNDArray bytes =
        operand
            .getManager()
            .create(
                JniUtils.getByteBuffer(words, true),
                new ai.djl.ndarray.types.Shape(runs, RUN),
                DataType.UINT8);
    int rank = shape.rank();
    String noise = "noise";
    if (rank == 4 || rank == 5) {
      noise =
          "torch.permute(torch.reshape(noise, %s), %s)"
              .formatted(
                  Arrays.toString(Axes.move(shape.toArray(), 1, rank - 1)),
                  Arrays.toString(Axes.moving(rank, rank - 1, 1)));
    } else {
      noise = "torch.reshape(noise, %s)".formatted(Arrays.toString(shape.toArray()));
    }
    long chance = Math.round(rate * 65536);
    long lower = chance / 256;
    // Bytes reach 255: a threshold of 256 would not fit into one.
    String above = lower > 0 ? "gt" : "ge";
    // Comparing bytes in place, then widening them, is vectorised; choosing by booleans is not.
    String body =
        """
            raised = torch.lt(torch.rand([%s, 1]), %s)
            threshold = torch.to(torch.add(torch.to(raised, 4), %s), 0)
            noise = torch.mul_(torch.to(torch.%s_(b, threshold), 6), %s)
            noise = torch.slice(torch.reshape(noise, [-1]), 0, 0, %s)
            return torch.mul(a, %s)
        """
            .formatted(
                runs,
                chance % 256 / 256.0,
                lower > 0 ? lower - 1 : 0,
                above,
                1 / (1 - rate),
                size,
                noise);
    return kernels.evaluate(body, operand, bytes);
  }
}
