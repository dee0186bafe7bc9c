package dev.icl.bench.conformance;

import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the sides of a step's kinks on which an engine gives the gradients that a fixture
 * expects. Where it expects any in double precision, those of the float64 step are the only ones,
 * and nothing is fitted. Where all it has are single precision, its own rounding chose the sides,
 * too, and nobody knows which: then, nearest to its kink first, at most {@value #MOST_TURNED}
 * elements are turned to another side if that brings the gradients nearer. That is a fit, which can
 * hide a deviation of the size of an element's share. In both cases only sides count that make
 * <em>every</em> gradient agree.
 */
final class KinkSearch {
  private static final RandomKey NO_DRAWS = RandomKey.of(0);
  private static final int MOST_TURNED = 16;

  /**
   * Shares of the tolerated distance. The fewer elements are moved, and the less, the less is there
   * of what moves add to the rounding of the step: few steps go further from the reference than the
   * first.
   */
  private static final List<Double> SHARES = List.of(0.1, 0.3, 1.0);

  private final PinnedProgram program;
  private final CompiledProgram step;
  private final Map<String, HostTensor> batch;
  private final Function<Map<String, HostTensor>, List<QuantityResult>> judge;
  private final boolean turning;

  /**
   * @param step the compiled program, with gradients among its outputs
   * @param judge holds the step's gradients against the expected ones
   * @param turning whether other sides than those of the float64 step count: only where every
   *     expected gradient is single precision
   */
  KinkSearch(
      PinnedProgram program,
      CompiledProgram step,
      Map<String, HostTensor> batch,
      Function<Map<String, HostTensor>, List<QuantityResult>> judge,
      boolean turning) {
    this.program = program;
    this.step = step;
    this.batch = batch;
    this.judge = judge;
    this.turning = turning;
  }

  /**
   * A step that agrees.
   *
   * @param program the program whose inputs can be moved
   * @param found its outputs
   * @param moves the moves that put the elements on their sides
   * @param kinks the operations that had to be moved
   */
  record Agreement(
      PinnedProgram program,
      Map<String, HostTensor> found,
      Map<String, HostTensor> moves,
      List<Kink> kinks) {}

  /** Empty if no sides tried make all gradients agree. */
  Optional<Agreement> search() {
    @Nullable Trial best = null;
    List<Kinks.Site> moved = List.of();
    for (double share : SHARES) {
      List<Kinks.Site> near = program.kinks().within(share);
      if (!near.isEmpty() && (best == null || !best.agrees())) {
        Trial trial = tried(near, Map.of());
        if (best == null || trial.agrees() || trial.distance() < best.distance()) {
          best = trial;
          moved = near;
        }
      }
    }
    Optional<Agreement> found =
        best == null ? Optional.empty() : withoutTheNeedless(best, moved, Map.of());
    return found.isPresent() || !turning ? found : turned();
  }

  private Optional<Agreement> turned() {
    List<Kinks.Site> all = program.kinks().sites();
    Map<Kinks.Jump, Integer> chosen = new HashMap<>();
    Trial best = tried(all, chosen);
    for (Kinks.Jump jump : nearest()) {
      for (int side = 1; side < jump.sides().size() && !best.agrees(); side++) {
        Integer before = chosen.put(jump, side);
        Trial trial = tried(all, chosen);
        if (trial.distance() < best.distance()) {
          best = trial;
        } else if (before == null) {
          chosen.remove(jump);
        } else {
          chosen.put(jump, before);
        }
      }
    }
    return best.agrees() ? withoutTheNeedless(best, all, chosen) : Optional.empty();
  }

  private List<Kinks.Jump> nearest() {
    return program.kinks().sites().stream()
        .flatMap(site -> site.jumps().stream())
        .sorted(Comparator.comparingDouble(Kinks.Jump::distance))
        .limit(MOST_TURNED)
        .toList();
  }

  /**
   * Leaves operations alone that need no move, those furthest from their kink first; where the step
   * does not agree yet, those whose move takes it further away.
   *
   * @return empty if it does not agree in the end either
   */
  private Optional<Agreement> withoutTheNeedless(
      Trial first, List<Kinks.Site> all, Map<Kinks.Jump, Integer> chosen) {
    Trial best = first;
    Set<Kinks.Site> needed = new LinkedHashSet<>(all);
    List<Kinks.Site> far = new ArrayList<>(all);
    far.sort(Comparator.comparingDouble(Kinks.Site::distance).reversed());
    for (Kinks.Site site : far) {
      if (needed.size() > 1) {
        needed.remove(site);
        Trial trial = tried(needed, chosen);
        if (trial.agrees() || !best.agrees() && trial.distance() < best.distance()) {
          best = trial;
        } else {
          needed.add(site);
        }
      }
    }
    return best.agrees()
        ? Optional.of(
            new Agreement(
                program,
                best.found(),
                best.moves(),
                all.stream().filter(needed::contains).map(Kinks.Site::kink).toList()))
        : Optional.empty();
  }

  private Trial tried(Collection<Kinks.Site> sites, Map<Kinks.Jump, Integer> chosen) {
    Map<String, HostTensor> moves = new HashMap<>(program.free());
    sites.forEach(site -> moves.putAll(program.at(site, chosen)));
    Map<String, HostTensor> inputs = new HashMap<>(batch);
    inputs.putAll(moves);
    Map<String, HostTensor> found = step.run(inputs, NO_DRAWS);
    return new Trial(found, moves, judge.apply(found));
  }

  private record Trial(
      Map<String, HostTensor> found, Map<String, HostTensor> moves, List<QuantityResult> results) {
    boolean agrees() {
      return results.stream().allMatch(QuantityResult::pass);
    }

    double distance() {
      return results.stream().mapToDouble(QuantityResult::severity).map(s -> s * s).sum();
    }
  }
}
