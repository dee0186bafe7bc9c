package dev.icl.report.analysis;

import dev.icl.data.statistics.JudgedComparison;
import dev.icl.modules.method.Icl;
import dev.icl.modules.method.Supervised;
import dev.icl.report.analysis.GroupComparison.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Decides which groups are compared, and corrects for how many comparisons that makes. */
final class Comparisons {
  /** Up to so many methods each is compared with each. */
  private static final int FEW = 4;

  private final List<Accuracy> all;

  /**
   * @param all groups; those without scores of cases are left out
   */
  Comparisons(List<Accuracy> all) {
    this.all = all.stream().filter(Accuracy::evaluated).toList();
  }

  /** Every comparison of every measure. */
  List<GroupComparison> make() {
    List<GroupComparison> made = new ArrayList<>();
    List<List<Pair>> families = new ArrayList<>();
    List<Accuracy> seen = new ArrayList<>();
    for (Accuracy first : all) {
      if (seen.stream().noneMatch(s -> s.group().isOnTheSamePlatformAs(first.group()))) {
        families.add(
            methods(
                all.stream()
                    .filter(other -> other.group().isOnTheSamePlatformAs(first.group()))
                    .toList()));
      }
      seen.add(first);
    }
    families.add(engines());
    for (List<Pair> family : families) {
      for (Measure measure : Measure.values()) {
        made.addAll(
            judged(
                measure,
                family.stream()
                    .map(p -> new PairedCases(p.question(), p.a(), p.b()).compare(measure))
                    .filter(c -> c.sample().patients() > 0)
                    .toList()));
      }
    }
    return made;
  }

  private static List<GroupComparison> judged(Measure measure, List<GroupComparison> family) {
    List<JudgedComparison> judged =
        JudgedComparison.family(
            family.stream().map(GroupComparison::statistics).toList(),
            i -> measure.higherIsBetter());
    return IntStream.range(0, judged.size())
        .mapToObj(i -> family.get(i).with(judged.get(i)))
        .toList();
  }

  /**
   * Few methods: each against each; many: all against the baseline and ICL; variants: their own.
   */
  private static List<Pair> methods(List<Accuracy> platform) {
    List<Accuracy> plain = platform.stream().filter(a -> a.group().variant().isEmpty()).toList();
    boolean everyPair =
        plain.size() <= FEW || plain.stream().noneMatch(a -> a.group().isReference());
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < plain.size(); i++) {
      for (int k = i + 1; k < plain.size(); k++) {
        Accuracy first = plain.get(i);
        Accuracy second = plain.get(k);
        if (everyPair || first.group().isReference() || second.group().isReference()) {
          boolean turned = isOf(second, Supervised.NAME) || isOf(first, Icl.NAME);
          boolean kept = isOf(first, Supervised.NAME);
          pairs.add(
              turned && !kept
                  ? new Pair(Question.METHODS, second, first)
                  : new Pair(Question.METHODS, first, second));
        }
      }
    }
    for (Accuracy variant : platform) {
      if (!variant.group().variant().isEmpty()) {
        Optional<Accuracy> own =
            plain.stream()
                .filter(a -> isOf(a, variant.group().method()))
                .filter(a -> a.group().revision() == variant.group().revision())
                .findFirst();
        own.ifPresent(base -> pairs.add(new Pair(Question.METHODS, base, variant)));
      }
    }
    return pairs;
  }

  private static boolean isOf(Accuracy accuracy, String method) {
    return accuracy.group().method().equals(method);
  }

  private List<Pair> engines() {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      for (int k = i + 1; k < all.size(); k++) {
        if (all.get(i).group().isTheSameTaskAs(all.get(k).group())) {
          pairs.add(new Pair(Question.ENGINES, all.get(i), all.get(k)));
        }
      }
    }
    return pairs;
  }

  private record Pair(Question question, Accuracy a, Accuracy b) {}
}
