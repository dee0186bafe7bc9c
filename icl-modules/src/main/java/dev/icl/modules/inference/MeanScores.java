package dev.icl.modules.inference;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * The mean of several functions' scores, such as the probabilities of the networks of an ensemble.
 *
 * @param members at least one, all with the same classes
 */
public record MeanScores(List<PatchScores> members) implements PatchScores {
  /**
   * @throws IllegalArgumentException if there is none
   */
  public MeanScores {
    members = List.copyOf(members);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("scores of no network");
    }
  }

  @Override
  public HostTensor of(HostTensor patches) {
    HostTensor first = members.get(0).of(patches);
    if (members.size() == 1) {
      return first;
    }
    float[] sum = first.toFloats();
    for (PatchScores member : members.subList(1, members.size())) {
      FloatBuffer more = member.of(patches).bytes().asFloatBuffer();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += more.get(i);
      }
    }
    HostTensor mean = HostTensor.zeros(DType.F32, first.shape());
    FloatBuffer to = mean.bytes().asFloatBuffer();
    for (int i = 0; i < sum.length; i++) {
      to.put(i, sum[i] / members.size());
    }
    return mean;
  }
}
