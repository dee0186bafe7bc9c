package dev.icl.report.analysis;

import dev.icl.report.record.Cell;
import dev.icl.report.record.Cell.Status;
import dev.icl.report.record.Timing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The measurements of a benchmark, summarised and tested.
 *
 * @param evidence the evidence it rests on
 * @param accuracy of every group with a training, best Dice first within a configuration, a network
 *     and a number of labels
 * @param comparisons of groups, every measure
 * @param speed of every group with a timing, on every machine
 * @param speedComparisons of engines, on one machine each
 */
public record Analysis(
    Evidence evidence,
    List<Accuracy> accuracy,
    List<GroupComparison> comparisons,
    List<Speed> speed,
    List<SpeedComparison> speedComparisons) {
  /** Copies the lists. */
  public Analysis {
    accuracy = List.copyOf(accuracy);
    comparisons = List.copyOf(comparisons);
    speed = List.copyOf(speed);
    speedComparisons = List.copyOf(speedComparisons);
  }

  /** Sums up and tests. */
  public static Analysis of(Evidence evidence) {
    List<Accuracy> accuracy = accuracy(evidence);
    List<Speed> speed = speed(evidence);
    return new Analysis(
        evidence,
        accuracy.stream()
            .sorted(
                Comparator.comparing((Accuracy a) -> a.group().configuration())
                    .thenComparing(a -> a.group().network())
                    .thenComparing(a -> a.group().labeled())
                    .thenComparing(a -> -orLeast(a.dice().mean())))
            .toList(),
        new Comparisons(accuracy).make(),
        speed,
        speedComparisons(speed));
  }

  /** The comparisons that verdicts are about. */
  public List<GroupComparison> dice(GroupComparison.Question question) {
    return comparisons.stream()
        .filter(c -> c.measure() == Measure.DICE && c.question() == question)
        .toList();
  }

  private static List<Accuracy> accuracy(Evidence evidence) {
    Map<Group, List<Run>> groups = new LinkedHashMap<>();
    for (Evidence.Item item : evidence.cells(Cell.Kind.TRAIN, Status.DONE)) {
      Cell cell = item.cell();
      long seed = cell.key().seed() == null ? 0 : cell.key().seed();
      groups
          .computeIfAbsent(item.group(), g -> new ArrayList<>())
          .add(
              new Run(
                  item.machine(),
                  seed,
                  cell.key().labelDraw(),
                  Objects.requireNonNull(cell.training(), cell.id()),
                  item.folder()));
    }
    List<Accuracy> accuracy = new ArrayList<>();
    groups.forEach((group, runs) -> accuracy.add(Accuracy.of(group, runs)));
    return accuracy;
  }

  private static List<Speed> speed(Evidence evidence) {
    Map<Map.Entry<String, Group>, List<Timing>> repeats = new LinkedHashMap<>();
    for (Evidence.Item item : evidence.cells(Cell.Kind.TIMING, Status.DONE)) {
      repeats
          .computeIfAbsent(Map.entry(item.machine(), item.group()), k -> new ArrayList<>())
          .add(Objects.requireNonNull(item.cell().timing(), item.cell().id()));
    }
    List<Speed> speed = new ArrayList<>();
    Map<List<String>, Double> best = new HashMap<>();
    repeats.forEach(
        (key, list) ->
            list.forEach(
                timing ->
                    best.merge(
                        List.of(key.getKey(), key.getValue().platform()),
                        timing.matmulGflops(),
                        Math::max)));
    repeats.forEach(
        (key, list) ->
            speed.add(
                Speed.of(
                    key.getValue(),
                    key.getKey(),
                    list,
                    best.getOrDefault(
                        List.of(key.getKey(), key.getValue().platform()), Double.NaN))));
    speed.sort(
        Comparator.comparing(Speed::machine)
            .thenComparing(s -> s.group().configuration())
            .thenComparing(s -> s.group().network())
            .thenComparing(s -> s.group().labeled())
            .thenComparing(s -> s.group().approach())
            .thenComparing(s -> -s.imagesPerSecond().median()));
    return speed;
  }

  private static List<SpeedComparison> speedComparisons(List<Speed> speed) {
    List<SpeedComparison> comparisons = new ArrayList<>();
    for (int i = 0; i < speed.size(); i++) {
      for (int k = i + 1; k < speed.size(); k++) {
        Speed a = speed.get(i);
        Speed b = speed.get(k);
        if (a.machine().equals(b.machine()) && a.group().isTheSameTaskAs(b.group())) {
          comparisons.add(SpeedComparison.of(a, b));
        }
      }
    }
    return comparisons;
  }

  private static double orLeast(double value) {
    return Double.isNaN(value) ? -1 : value;
  }
}
