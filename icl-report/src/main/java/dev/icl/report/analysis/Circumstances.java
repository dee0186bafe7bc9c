package dev.icl.report.analysis;

import dev.icl.report.record.BenchRecord;
import dev.icl.report.record.Cell;
import dev.icl.report.record.CellKey;
import dev.icl.report.record.Scored;
import dev.icl.report.record.TrainingOutcome;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The facts on some measurements that their configuration does not say: the scans, and which of
 * them were scored. A folder of one name may hold other scans on another machine, and one training
 * may be scored on its validation or on its test cases.
 *
 * @param facts by what they are on
 */
public record Circumstances(Map<String, String> facts) {
  /** Circumstances of which nothing is told. */
  public static final Circumstances NONE = new Circumstances(Map.of());

  private static final String SPLIT = "scored split";
  private static final String REFERENCES = "scored references";

  /** Copies the map, in the order of its keys. */
  public Circumstances {
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }

  /** The facts that the cells of a benchmark tell. */
  static Circumstances of(BenchRecord record) {
    Map<String, String> facts = new TreeMap<>();
    for (Cell cell : record.cells()) {
      if (cell.dataFingerprint() != null) {
        facts.putIfAbsent(
            "data, tests included" + within(cell.key()) + variant(cell.key()),
            cell.dataFingerprint());
      }
      TrainingOutcome training = cell.training();
      Scored scored = training == null ? null : training.scored();
      if (scored != null && scored.split() != null) {
        facts.putIfAbsent(SPLIT, scored.split());
      }
    }
    return new Circumstances(facts);
  }

  /**
   * The facts that a training's folder tells.
   *
   * @param key of the training
   * @param data the fingerprint of the scans that it was made with; null if it is not known
   * @param split the scored cases; null if there are none, or they are not known
   * @param references a fingerprint of the reference label maps of these; null if it is not known
   */
  public static Circumstances of(
      CellKey key, @Nullable String data, @Nullable String split, @Nullable String references) {
    Map<String, String> facts = new TreeMap<>();
    put(facts, "data" + within(key), data);
    put(facts, SPLIT, split);
    put(facts, REFERENCES + within(key), references);
    return new Circumstances(facts);
  }

  private static void put(Map<String, String> facts, String fact, @Nullable String value) {
    if (value != null) {
      facts.put(fact, value);
    }
  }

  /**
   * The circle in which fingerprints of one dataset are equal: they are also of what each scan is
   * for, which a drawing of labelled patients may decide, and of how a network is to see it.
   */
  private static String within(CellKey key) {
    return " (%s, %d labeled, draw %d)".formatted(key.network(), key.labeled(), key.labelDraw());
  }

  /** A variant of a benchmark may change the data, too. */
  private static String variant(CellKey key) {
    return key.variant().isEmpty() ? "" : ", " + key.variant();
  }

  /** Whether any of the facts that both tell is another one. */
  boolean contradict(Circumstances other) {
    return facts.entrySet().stream()
        .anyMatch(
            fact -> {
              String there = other.facts.get(fact.getKey());
              return there != null && !there.equals(fact.getValue());
            });
  }

  /** All that either tells, of two that do not contradict each other. */
  Circumstances and(Circumstances other) {
    Map<String, String> all = new TreeMap<>(facts);
    all.putAll(other.facts);
    return new Circumstances(all);
  }
}
