package dev.icl.report.analysis;

import dev.icl.report.analysis.Headline.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The population that intervals and p-values generalise to: other test patients, and for intervals
 * also what the trainings of a group vary, their seeds and their drawings of labelled patients.
 */
public final class ScopeWords {
  /** Up to so many seeds or drawings say little about others. */
  private static final long FEW = 4;

  private final List<Accuracy> scored;
  private final long seeds;
  private final long draws;
  private final boolean uniform;

  /**
   * @param accuracy of every group; those without scores of cases are passed over
   */
  public ScopeWords(List<Accuracy> accuracy) {
    this.scored = accuracy.stream().filter(Accuracy::evaluated).toList();
    this.seeds = most(a -> distinct(a, Run::seed));
    this.draws = most(a -> distinct(a, Run::labelDraw));
    this.uniform =
        scored.stream()
            .allMatch(a -> distinct(a, Run::seed) == seeds && distinct(a, Run::labelDraw) == draws);
  }

  /** The finding, if anything was scored. */
  Optional<Headline> headline() {
    if (scored.isEmpty()) {
      return Optional.empty();
    }
    if (!uniform) {
      return Optional.of(
          new Headline(
              Tone.WARNING,
              "Groups differ in how many seeds and drawings of labelled patients they have.",
              "Intervals speak of other test patients and of what the trainings of a group vary;"
                  + " p-values of other test patients only."));
    }
    if (seeds == 1 && draws == 1) {
      return Optional.of(
          new Headline(
              Tone.WARNING,
              "Intervals and p-values speak of other test patients only.",
              "Every group has one training: what another seed or other labelled patients change"
                  + " is not known; bench.seeds and bench.label_draws vary them."));
    }
    return Optional.of(
        new Headline(
            few().isEmpty() ? Tone.PLAIN : Tone.WARNING,
            "Intervals speak of %s; p-values of other test patients only."
                .formatted(
                    Words.list(
                        named("other test patients", "other seeds", "other labelled patients"))),
            (draws == 1
                    ? "Every seed used the same labelled patients, and others may give another"
                        + " result: bench.label_draws varies them."
                    : "A test sees one difference a patient, the mean over its trainings.")
                + few()));
  }

  /** The units that the bootstrap draws for intervals, such as {@code patients and seeds}. */
  public String drawn() {
    return uniform
        ? Words.list(named("patients", "seeds", "drawings of labelled patients"))
        : "patients and, where a group has several, seeds and drawings of labelled patients";
  }

  private List<String> named(String patients, String ofSeeds, String ofDraws) {
    List<String> names = new ArrayList<>(List.of(patients));
    if (seeds > 1) {
      names.add(ofSeeds);
    }
    if (draws > 1) {
      names.add(ofDraws);
    }
    return names;
  }

  private String few() {
    List<String> few = new ArrayList<>();
    if (seeds > 1 && seeds <= FEW) {
      few.add(seeds + " seeds");
    }
    if (draws > 1 && draws <= FEW) {
      few.add(draws + " drawings");
    }
    return few.isEmpty() ? "" : " " + Words.list(few) + " say little about others.";
  }

  private long most(ToLongFunction<Accuracy> count) {
    return scored.stream().mapToLong(count).max().orElse(0);
  }

  private static long distinct(Accuracy group, Function<Run, Object> what) {
    return group.runs().stream().map(what).distinct().count();
  }
}
