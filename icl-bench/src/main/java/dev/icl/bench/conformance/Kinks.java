package dev.icl.bench.conformance;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The operations of a fixture's step whose inputs are within rounding of a jump of the derivative,
 * by the reference's double precision.
 *
 * @param sites the operations with such elements, in the order of the step
 * @param elements the number of inputs of all operations with a jump
 */
record Kinks(List<Site> sites, long elements) {
  static final String MAX_POOL = "maxPool";

  /**
   * More of a step than that is not left to rounding: a thousandth of the elements, but one of a
   * very small step.
   */
  private static final double LARGEST_SHARE = 1e-3;

  Kinks {
    sites = List.copyOf(sites);
  }

  /**
   * The operations with elements that lie still nearer to their jump, and these are moved less.
   *
   * @param share of the tolerated distance, above 0 and at most 1
   */
  List<Site> within(double share) {
    return sites.stream().map(site -> site.within(share)).flatMap(Optional::stream).toList();
  }

  /** The number of elements that lie within rounding of a jump. */
  int near() {
    return sites.stream().mapToInt(site -> site.jumps().size()).sum();
  }

  /** Whether there are some, and no more than a bounded share. */
  boolean explainable() {
    return near() > 0 && near() <= Math.max(1, LARGEST_SHARE * elements);
  }

  /**
   * One operation.
   *
   * @param call its number among the operations with a jump
   * @param shape of its input
   * @param jumps its elements near the jump; at least one
   */
  record Site(int call, String operation, String layer, Shape shape, List<Jump> jumps) {
    Site {
      jumps = List.copyOf(jumps);
    }

    private Optional<Site> within(double share) {
      List<Jump> near =
          jumps.stream()
              .filter(jump -> jump.distance() <= share * KinkProbe.ROUNDING)
              .map(jump -> jump.moving(share))
              .toList();
      return near.isEmpty()
          ? Optional.empty()
          : Optional.of(new Site(call, operation, layer, shape, near));
    }

    /** The entry for the report. */
    Kink kink() {
      List<Integer> sizes = shape.toList();
      return new Kink(operation, layer, sizes, jumps.size());
    }

    /** The distance of the nearest element, as a share of the largest value. */
    double distance() {
      return jumps.stream().map(Jump::distance).min(Comparator.naturalOrder()).orElseThrow();
    }

    /** The offsets to add to the input so that every element lies on a chosen side. */
    HostTensor offsets(Map<Jump, Integer> chosen) {
      Map<Integer, Double> added = new LinkedHashMap<>();
      for (Jump jump : jumps) {
        Side side = jump.sides().get(chosen.getOrDefault(jump, 0));
        added.merge(side.at(), side.offset(), Double::sum);
      }
      return HostTensor.fill(DType.F32, shape, i -> added.getOrDefault((int) i, 0.0));
    }
  }

  /**
   * An element that rounding can put on either side.
   *
   * @param call of its operation
   * @param sides the sides where it can lie, the side of the double precision first
   * @param distance from the jump, as a share of the largest value
   */
  record Jump(int call, List<Side> sides, double distance) {
    Jump {
      sides = List.copyOf(sides);
    }

    /** The same, moved beyond its jump by a share of the distance only. */
    private Jump moving(double share) {
      double less = (1 - share) * Math.abs(sides.get(0).offset());
      return new Jump(
          call,
          sides.stream()
              .map(s -> new Side(s.at(), s.offset() - Math.copySign(less, s.offset())))
              .toList(),
          distance);
    }
  }

  /**
   * A side of the jump.
   *
   * @param at the flat index of the input to move
   * @param offset the offset that moves it there beyond any rounding
   */
  record Side(int at, double offset) {}
}
