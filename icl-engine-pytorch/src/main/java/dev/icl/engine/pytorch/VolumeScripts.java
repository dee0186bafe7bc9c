package dev.icl.engine.pytorch;

import static dev.icl.engine.pytorch.Expressions.number;

import dev.icl.core.ops.SumParts;
import dev.icl.core.tensor.Shape;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * TorchScript bodies that normalise each volume of a batch {@code a}, {@code [N, C, D, H, W]}, as a
 * batch of its own, so that its statistics are those of the instance.
 */
final class VolumeScripts {
  private VolumeScripts() {}

  /** Normalisation with libtorch's statistics, for volumes of up to some ten thousand voxels. */
  static String normalised(Shape shape, double epsilon) {
    return each(
        shape,
        "    y%1$d = torch.batch_norm(v[%1$d], None, None, None, None, True, 0., "
            + number(epsilon)
            + ", False)\n");
  }

  /**
   * Normalisation with statistics that are right to float32's last digits. Over channels-last
   * volumes libtorch adds up mean and variance one voxel after another in float32, which leaves
   * errors of 1e-5 and more from 32³ voxels on. Its statistics over parts of the volume, which it
   * takes for more channels, are nearly free of that. What is between them and those of the whole
   * becomes scale and shift: the result, and its gradient, are those of the better ones.
   */
  static String normalisedExactly(Shape shape, double epsilon) {
    long voxels = shape.spatial().numel();
    long channels = shape.dim(1);
    long parts = SumParts.of(voxels);
    String cut = "[1, %d, 1, %d]".formatted(voxels / parts, parts * channels);
    String table = "[%d, %d]".formatted(parts, channels);
    return each(
        shape,
        """
            d%1$d = torch.detach(v[%1$d])
            rows%1$d = torch.reshape(torch.permute(d%1$d, [0, 2, 3, 4, 1]), CUT)
            cut%1$d = torch.permute(rows%1$d, [0, 3, 1, 2])
            m%1$d, s%1$d = torch.batch_norm_update_stats(d%1$d, None, None, 0.)
            ms%1$d, ss%1$d = torch.batch_norm_update_stats(cut%1$d, None, None, 0.)
            means%1$d = torch.reshape(ms%1$d, TABLE)
            mean%1$d = torch.mean(means%1$d, [0])
            off%1$d = torch.sub(means%1$d, mean%1$d)
            about%1$d = torch.add(torch.reshape(ss%1$d, TABLE), torch.mul(off%1$d, off%1$d))
            var%1$d = torch.add(torch.mean(about%1$d, [0]), EPSILON)
            scale%1$d = torch.sqrt(torch.div(torch.add(s%1$d, EPSILON), var%1$d))
            shift%1$d = torch.mul(torch.sub(m%1$d, mean%1$d), torch.rsqrt(var%1$d))
            y%1$d = torch.batch_norm(v[%1$d], scale%1$d, shift%1$d, None, None, TRAINING)
        """
            .replace("CUT", cut)
            .replace("TABLE", table)
            .replace("TRAINING", "True, 0., EPSILON, False")
            .replace("EPSILON", number(epsilon)));
  }

  /** The results for all volumes of statements that make {@code y0} of {@code v[0]}, and so on. */
  private static String each(Shape shape, String statements) {
    int volumes = shape.dim(0);
    String all =
        IntStream.range(0, volumes).mapToObj(statements::formatted).collect(Collectors.joining());
    String results =
        IntStream.range(0, volumes).mapToObj(i -> "y" + i).collect(Collectors.joining(", "));
    return volumes == 1
        ? all.replace("v[0]", "a") + "    return y0\n"
        : "    v = torch.split(a, 1, 0)\n" + all + "    return torch.cat([" + results + "], 0)\n";
  }
}
