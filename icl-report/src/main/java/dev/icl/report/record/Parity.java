package dev.icl.report.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The agreement of two engines that start from the same numbers, see the same batches and draw the
 * same masks.
 *
 * @param engineA name of the reference
 * @param engineB name of the other
 * @param deviceA the device of the reference
 * @param deviceB the device of the other
 * @param method name of the method
 * @param network name of the backbone
 * @param iterations the number of steps that both made
 * @param status whether there is a comparison
 * @param reason why there is none, one sentence; null if there is
 * @param maxLossDistance the largest {@code |b − a| / |a|} of the total loss
 * @param atIteration the iteration of that distance
 * @param gradientDistance the largest {@code ‖b − a‖ / ‖a‖} of a variable's gradient at the first
 *     step
 * @param gradientVariable the variable of it
 * @param labelAgreement share of the voxels of the validation volumes that both networks give the
 *     same class in the end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Parity(
    String engineA,
    String engineB,
    String deviceA,
    String deviceB,
    String method,
    String network,
    int iterations,
    Cell.Status status,
    @Nullable String reason,
    @Nullable Double maxLossDistance,
    @Nullable Integer atIteration,
    @Nullable Double gradientDistance,
    @Nullable String gradientVariable,
    @Nullable Double labelAgreement) {

  /** Requires the names. */
  public Parity {
    Objects.requireNonNull(engineA, "engineA");
    Objects.requireNonNull(engineB, "engineB");
    Objects.requireNonNull(deviceA, "deviceA");
    Objects.requireNonNull(deviceB, "deviceB");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(status, "status");
    maxLossDistance = Numbers.finite(maxLossDistance);
    gradientDistance = Numbers.finite(gradientDistance);
    labelAgreement = Numbers.finite(labelAgreement);
  }
}
