package dev.icl.core.contract;

import java.util.List;
import java.util.stream.Stream;

/** Every use of every operation that an engine must get right. */
public final class OpCases {
  private OpCases() {}

  /** All cases, each with a label of its own. */
  public static List<OpCase> all() {
    return Stream.of(
            ElementwiseCases.all(),
            BinaryCases.all(),
            ReductionCases.all(),
            MovementCases.all(),
            ProductCases.all(),
            ConvCases.all(),
            SamplingCases.all(),
            NormCases.all(),
            LastUseCases.all(),
            ConventionCases.all(),
            FamilyCases.all(),
            LayerCases.all())
        .flatMap(List::stream)
        .toList();
  }
}
