package dev.icl.modules.network;

import dev.icl.core.engine.Initializer;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Initializers;
import java.util.List;
import java.util.stream.Stream;

/**
 * The initial weights of two networks of one kind that teach each other and therefore must begin
 * apart. In 2-D both begin as the network always does, each with weights of its own; in 3-D, as
 * {@code train_cross_pseudo_supervision_3D.py} of SSL4MIS has it, convolutions of the first begin
 * with Kaiming-normal weights and of the second with Xavier-normal ones.
 */
public final class Twins {
  private static final int VOLUMES = 3;

  private Twins() {}

  /**
   * The variables of both.
   *
   * @param first one of the networks
   * @param second the other one, whose variables have other names
   * @return those of the first, then those of the second
   */
  public static List<VariableSpec> variables(
      SegmentationNetwork first, SegmentationNetwork second) {
    return Stream.concat(
            begun(first, Initializers.kaimingNormal()), begun(second, Initializers.xavierNormal()))
        .toList();
  }

  /** The variables of a network, of whose convolutions those of volumes are drawn otherwise. */
  private static Stream<VariableSpec> begun(SegmentationNetwork network, Initializer volumetric) {
    boolean otherwise = network.spatialRank() == VOLUMES;
    return network.variables().stream()
        .map(spec -> otherwise && isKernel(spec) ? spec.with(volumetric) : spec);
  }

  private static boolean isKernel(VariableSpec spec) {
    return spec.kind() == VariableKind.PARAMETER && spec.shape().rank() > 2;
  }
}
