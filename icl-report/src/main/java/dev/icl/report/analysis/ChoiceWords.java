package dev.icl.report.analysis;

import dev.icl.report.analysis.Headline.Tone;
import dev.icl.report.record.Scored;
import dev.icl.report.record.Scored.SelectedOn;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Says in plain words which networks are scored, and what chose them. */
public final class ChoiceWords {
  private final List<Accuracy> evaluated;
  private final List<Scored> scored;
  private final Labels labels;

  /**
   * @param accuracy of every group; those that are known by their validations alone are passed over
   * @param labels the names of groups
   */
  public ChoiceWords(List<Accuracy> accuracy, Labels labels) {
    this.evaluated = accuracy.stream().filter(Accuracy::evaluated).toList();
    this.scored = evaluated.stream().flatMap(a -> a.choice().scored().stream()).toList();
    this.labels = labels;
  }

  /** A finding for each way of choosing that there is. */
  List<Headline> headlines() {
    List<Headline> headlines = new ArrayList<>();
    if (has(Scored::wasChosenOnScoredCases)) {
      headlines.add(
          new Headline(
              Tone.WARNING,
              "The scored cases chose the networks%s: each is the best of %s on them."
                  .formatted(
                      where(Scored::wasChosenOnScoredCases),
                      validations(with(Scored::wasChosenOnScoredCases))),
              "Expect lower scores on other patients."));
    }
    if (has(ChoiceWords::isChosenElsewhere)) {
      headlines.add(
          new Headline(
              Tone.PLAIN,
              "The scored networks%s are the best of %s, on other patients than those scored."
                  .formatted(
                      where(ChoiceWords::isChosenElsewhere),
                      validations(with(ChoiceWords::isChosenElsewhere))),
              ""));
    }
    if (has(ChoiceWords::isUnchosen)) {
      headlines.add(
          new Headline(
              Tone.PLAIN,
              "No score selected the reported networks%s: they are those after the last iteration, on the %s cases."
                  .formatted(where(ChoiceWords::isUnchosen), splits(ChoiceWords::isUnchosen)),
              gaps()));
    }
    if (has(ChoiceWords::isUnknown)) {
      headlines.add(
          new Headline(
              Tone.WARNING,
              "How the reported networks were selected%s is not recorded."
                  .formatted(where(ChoiceWords::isUnknown)),
              "If they were selected on the scored cases, expect lower scores on other patients; icl"
                  + " evaluate of this version records it."));
    }
    return headlines;
  }

  /**
   * The beginning of a section of scores: what the headlines say, and what the best networks are.
   */
  public String paragraph() {
    List<String> sentences =
        headlines().stream()
            .map(h -> h.tone() == Tone.WARNING ? h.sentence() + " " + h.detail() : h.sentence())
            .collect(Collectors.toCollection(ArrayList::new));
    List<Scored> best = best();
    if (isOneValidation(best)) {
      sentences.add(
          "There was one validation, after the last iteration, so the network with the best"
              + " validation is the same.");
    } else if (!best.isEmpty()) {
      boolean same = best.stream().anyMatch(Scored::wasChosenOnScoredCases);
      sentences.add(
          "Beside their Dice is that of the networks with the best validation, each the best of %s%s."
              .formatted(
                  validations(best),
                  same
                      ? " on these very cases, so too good"
                      : ", which were made on other cases than these"));
    }
    return String.join(" ", sentences);
  }

  /** By how much choosing by validation changes the Dice of each group. */
  private String gaps() {
    List<Accuracy> both = evaluated.stream().filter(a -> !Double.isNaN(a.choice().gap())).toList();
    if (both.isEmpty() || isOneValidation(best())) {
      return "";
    }
    boolean same = best().stream().anyMatch(Scored::wasChosenOnScoredCases);
    double least = both.stream().mapToDouble(a -> a.choice().gap()).min().orElseThrow();
    double most = both.stream().mapToDouble(a -> a.choice().gap()).max().orElseThrow();
    String low = Words.signed(100 * least, 1);
    String high = Words.signed(100 * most, 1);
    return "With the best of %s%s, Dice changes by %s points%s."
        .formatted(
            validations(best()),
            same ? " on these same cases" : "",
            low.equals(high) ? low : low + " to " + high,
            same ? ": what choosing on the scored cases is worth" : "");
  }

  /** Whether nothing could be chosen, since every training was validated once. */
  private static boolean isOneValidation(List<Scored> best) {
    return !best.isEmpty()
        && best.stream().allMatch(s -> s.candidates() != null && s.candidates() == 1);
  }

  private List<Scored> best() {
    return evaluated.stream().flatMap(a -> Choice.best(a.runs()).stream()).toList();
  }

  /** {@code 10 validations}, {@code 5 to 10 validations}; without a number where none is known. */
  static String validations(List<Scored> chosen) {
    IntSummaryStatistics known =
        chosen.stream()
            .map(Scored::candidates)
            .filter(Objects::nonNull)
            .collect(Collectors.summarizingInt(Integer::intValue));
    if (known.getCount() == 0) {
      return "all validations";
    }
    return (known.getMin() == known.getMax() ? "" : known.getMin() + " to ")
        + Words.count(known.getMax(), "validation");
  }

  private String splits(Predicate<Scored> kind) {
    List<String> names =
        with(kind).stream()
            .map(
                s ->
                    s.split() == null
                        ? "scored"
                        : s.split().equals("val") ? "validation" : s.split())
            .distinct()
            .sorted()
            .toList();
    return String.join(" and ", names);
  }

  private boolean has(Predicate<Scored> kind) {
    return scored.stream().anyMatch(kind);
  }

  private List<Scored> with(Predicate<Scored> kind) {
    return scored.stream().filter(kind).toList();
  }

  /** The groups whose networks are meant, where that is not all. */
  private String where(Predicate<Scored> kind) {
    if (scored.stream().allMatch(kind)) {
      return "";
    }
    return evaluated.stream()
        .filter(a -> a.choice().scored().stream().anyMatch(kind))
        .map(a -> labels.full(a.group()))
        .distinct()
        .collect(Collectors.joining(", ", " of ", ""));
  }

  private static boolean isUnchosen(Scored s) {
    return s.selectedOn() != SelectedOn.UNKNOWN && !s.wasChosen();
  }

  private static boolean isUnknown(Scored s) {
    return s.selectedOn() == SelectedOn.UNKNOWN;
  }

  private static boolean isChosenElsewhere(Scored s) {
    return s.wasChosen() && !s.wasChosenOnScoredCases();
  }
}
