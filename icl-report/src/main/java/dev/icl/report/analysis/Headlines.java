package dev.icl.report.analysis;

import dev.icl.core.text.Counts;
import dev.icl.data.statistics.Outcome;
import dev.icl.report.analysis.GroupComparison.Question;
import dev.icl.report.analysis.Headline.Tone;
import dev.icl.report.record.Cell.Status;
import dev.icl.report.record.Machines;
import dev.icl.report.record.Parity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The findings that a reader wants to know in five seconds, the most important first. */
public final class Headlines {
  /** Up to so many comparisons of a kind are told one by one. */
  private static final int FEW = 6;

  private static final int COMMIT_DIGITS = 10;

  private final Analysis analysis;
  private final Labels labels;
  private final Sentences sentences;
  private final List<Headline> headlines = new ArrayList<>();

  private Headlines(Analysis analysis) {
    this.analysis = analysis;
    this.labels = Labels.of(analysis.evidence());
    this.sentences = new Sentences(labels);
  }

  /** The findings of an analysis. */
  public static List<Headline> of(Analysis analysis) {
    Headlines headlines = new Headlines(analysis);
    headlines.choice();
    headlines.methods();
    headlines.scope();
    headlines.engines();
    headlines.speed();
    headlines.parity();
    headlines.versions();
    headlines.revisions();
    headlines.limits();
    headlines.failures();
    return List.copyOf(headlines.headlines);
  }

  /** The networks that every figure below refers to. */
  private void choice() {
    headlines.addAll(new ChoiceWords(analysis.accuracy(), labels).headlines());
  }

  private void methods() {
    List<GroupComparison> all = analysis.dice(Question.METHODS);
    List<GroupComparison> told =
        all.size() <= FEW ? all : all.stream().filter(Headlines::isOfReferences).toList();
    told.stream()
        .sorted(Comparator.comparing(c -> !isOfReferences(c)))
        .forEach(c -> add(tone(c), sentences.verdict(c), sentences.detail(c)));
    if (told.size() < all.size()) {
      long shown = all.stream().filter(Headlines::isShown).count();
      add(
          Tone.PLAIN,
          "Of %d comparisons of methods %d show a difference in Dice".formatted(all.size(), shown),
          "The table of comparisons has them all.");
    }
  }

  private void engines() {
    List<GroupComparison> all = analysis.dice(Question.ENGINES);
    List<GroupComparison> shown = all.stream().filter(Headlines::isShown).toList();
    if (all.size() > 1 && shown.isEmpty()) {
      String engines =
          all.stream()
              .flatMap(c -> Stream.of(c.a(), c.b()))
              .map(labels::platform)
              .distinct()
              .collect(Collectors.joining(" and "));
      String details =
          all.stream()
              .map(c -> labelled(c) + " " + Words.pValue(c.holmP()))
              .collect(Collectors.joining(", "));
      boolean tooFew = all.stream().allMatch(c -> c.outcome() == Outcome.TOO_FEW);
      add(
          Tone.PLAIN,
          "No difference in Dice between %s found".formatted(engines)
              + (tooFew ? "; with so few patients none could be shown" : ""),
          details
              + "; "
              + Sentences.samples(all.stream().map(GroupComparison::sample).toList())
              + ".");
      return;
    }
    all.forEach(c -> add(tone(c), sentences.verdict(c), sentences.detail(c)));
  }

  private void speed() {
    List<SpeedComparison> all = analysis.speedComparisons();
    List<SpeedComparison> told =
        all.size() <= FEW
            ? all
            : all.stream()
                .filter(c -> c.faster().group().variant().isEmpty())
                .filter(c -> c.faster().group().isReference())
                .toList();
    boolean machines = analysis.evidence().machines().size() > 1;
    for (SpeedComparison c : told) {
      Tone tone = c.isNoisy() ? Tone.WARNING : c.isShown() ? Tone.SHOWN : Tone.PLAIN;
      add(
          tone,
          sentences.verdict(c),
          "%s%s.%s"
              .formatted(
                  repeats(c.faster().repeats().size(), c.slower().repeats().size()),
                  spread(c),
                  machines ? " Machine " + c.faster().machine() + "." : ""));
    }
  }

  private static String repeats(int faster, int slower) {
    return faster == 1 && slower == 1
        ? "One repeat of each"
        : "Medians over %s and %s repeats".formatted(faster, slower);
  }

  private static String spread(SpeedComparison c) {
    OptionalDouble largest =
        Stream.of(c.faster(), c.slower())
            .filter(Speed::isRepeated)
            .mapToDouble(s -> s.stepMs().relative())
            .max();
    return largest.isPresent()
        ? "; largest spread of a step's median " + Words.percent(largest.getAsDouble())
        : "";
  }

  private void parity() {
    for (Parity parity : analysis.evidence().parity()) {
      add(
          Sentences.isAlike(parity) ? Tone.PLAIN : Tone.WARNING,
          sentences.verdict(parity),
          Sentences.detail(parity));
    }
  }

  private void failures() {
    long failed =
        analysis.evidence().cells().stream()
            .filter(item -> item.cell().status() == Status.FAILED)
            .count();
    if (failed > 0) {
      add(
          Tone.WARNING,
          "%d of %s failed or did not finish"
              .formatted(failed, Words.count(analysis.evidence().cells().size(), "cell")),
          "They are listed with their reasons below; nothing of them is in any average.");
    }
  }

  private void versions() {
    String mixed =
        Machines.mixedVersions(analysis.evidence().machines()).entrySet().stream()
            .map(e -> e.getKey() + " " + versions(e.getValue()))
            .collect(Collectors.joining(", "));
    if (!mixed.isEmpty()) {
      add(
          Tone.WARNING,
          "Cells were made with different versions: " + mixed,
          "Times of different versions are never put together, but accuracy is averaged over all;"
              + " for one version alone repeat the benchmark in a new folder.");
    }
  }

  private void revisions() {
    List<String> others =
        analysis.evidence().cells().stream()
            .map(Evidence.Item::group)
            .filter(Group::isOfAnotherRelease)
            .map(Group::approach)
            .distinct()
            .sorted()
            .toList();
    if (!others.isEmpty()) {
      add(
          Tone.WARNING,
          "Trained by another release, in which the name meant another training: "
              + Words.list(others),
          "They are groups of their own and in no average with trainings of this release;"
              + " docs/methods.md tells what the revisions of a method are.");
    }
  }

  /** A commit's first digits tell it. */
  private static String versions(List<String> versions) {
    return versions.stream()
        .map(v -> v.matches("[0-9a-f]{40,64}") ? v.substring(0, COMMIT_DIGITS) : v)
        .collect(Collectors.joining(" and "));
  }

  /** The population that intervals and p-values generalise to. */
  private void scope() {
    new ScopeWords(analysis.accuracy()).headline().ifPresent(headlines::add);
  }

  private void limits() {
    long noisy = analysis.speed().stream().filter(Speed::isNoisy).count();
    if (noisy > 0) {
      add(
          Tone.WARNING,
          "The machine was too noisy for %d of %s"
              .formatted(noisy, Counts.of(analysis.speed().size(), "timing")),
          "Medians of their repeats are more than 5\u00a0% apart; their figures are marked.");
    }
    long unscored = analysis.accuracy().stream().filter(a -> !a.evaluated()).count();
    if (unscored > 0) {
      add(
          Tone.WARNING,
          "%s of trainings known by validation scores alone"
              .formatted(Words.count(unscored, "group")),
          "Each counts with the validation Dice after its last iteration, which no score selected;"
              + " there are no intervals and no tests. icl evaluate --out RUN/evaluation"
              + " scores every case.");
    }
  }

  private String labelled(GroupComparison c) {
    String setting = labels.setting(c.a());
    return c.a().approach() + (setting.isEmpty() ? "" : " (" + setting + ")");
  }

  private static boolean isOfReferences(GroupComparison c) {
    return c.a().variant().isEmpty()
        && c.b().variant().isEmpty()
        && c.a().isReference()
        && c.b().isReference();
  }

  private static boolean isShown(GroupComparison c) {
    return !c.isOfTwoUseless() && (c.outcome() == Outcome.BETTER || c.outcome() == Outcome.WORSE);
  }

  private static Tone tone(GroupComparison c) {
    if (c.isOfTwoUseless()) {
      return Tone.WARNING;
    }
    return !isShown(c) ? Tone.PLAIN : c.isOfOneDirection() ? Tone.SHOWN : Tone.WARNING;
  }

  private void add(Tone tone, String sentence, String detail) {
    headlines.add(new Headline(tone, sentence.endsWith(".") ? sentence : sentence + ".", detail));
  }
}
