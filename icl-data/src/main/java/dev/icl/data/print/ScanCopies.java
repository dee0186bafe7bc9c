package dev.icl.data.print;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Scans that occur twice under two names, as far as their fingerprints show: by the rule by which
 * an evaluation recognises a scan that its checkpoint has seen.
 */
public final class ScanCopies {
  private ScanCopies() {}

  /**
   * A scan that occurs twice.
   *
   * @param first the one
   * @param second the other
   */
  public record Pair(KnownScan first, KnownScan second) {}

  /**
   * Scans that are among others, too.
   *
   * @param seen by a training, or by the choice of its best network
   * @param held apart from those
   * @return one pair for each that is held, in their order: the first it is the same as, and itself
   */
  public static List<Pair> between(List<KnownScan> seen, List<KnownScan> held) {
    List<KnownScan> kept = kept(seen);
    return held.stream().flatMap(scan -> first(kept, scan).stream()).toList();
  }

  /**
   * Scans that occur twice in a list.
   *
   * @return one pair for each that an earlier one is the same as, in their order
   */
  public static List<Pair> among(List<KnownScan> scans) {
    List<KnownScan> kept = kept(scans);
    return IntStream.range(1, scans.size())
        .boxed()
        .flatMap(i -> first(kept.subList(0, i), scans.get(i)).stream())
        .toList();
  }

  private static Optional<Pair> first(List<KnownScan> kept, KnownScan scan) {
    return kept.stream()
        .filter(other -> other.print().matches(scan.print()))
        .findFirst()
        .map(other -> new Pair(other, scan));
  }

  /** With as much of each print as a checkpoint holds, so that both come to one verdict. */
  private static List<KnownScan> kept(List<KnownScan> scans) {
    return scans.stream()
        .map(scan -> new KnownScan(scan.name(), scan.patient(), scan.print().kept()))
        .toList();
  }
}
