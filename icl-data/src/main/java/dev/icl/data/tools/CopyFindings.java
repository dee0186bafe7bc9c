package dev.icl.data.tools;

import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.PlacedCase;
import dev.icl.data.catalog.Subset;
import dev.icl.data.print.KnownScan;
import dev.icl.data.print.ScanCopies;
import dev.icl.data.print.ScanPrint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Finds scans that are in a dataset twice, whatever they are called. */
final class CopyFindings {
  private final Map<Subset, List<KnownScan>> scans = new HashMap<>();
  private final Map<String, PlacedCase> cases = new HashMap<>();

  /** Counts a scan among those that are compared; one that is not used is not. */
  void add(PlacedCase placed, ScanPrint print) {
    cases.put(placed.scan().name(), placed);
    scans
        .computeIfAbsent(placed.part(), part -> new ArrayList<>())
        .add(new KnownScan(placed.scan().name(), placed.scan().patient(), print));
  }

  /**
   * Says of which scans there are two: a problem where they are in parts that must not share one,
   * and a note where both are trained on.
   */
  void tell(DatasetDiagnostics findings) {
    List<KnownScan> training =
        Stream.of(Subset.LABELED, Subset.UNLABELED).flatMap(part -> of(part).stream()).toList();
    List<ScanCopies.Pair> leaks = new ArrayList<>();
    leaks.addAll(ScanCopies.between(training, of(Subset.VALIDATION)));
    leaks.addAll(ScanCopies.between(training, of(Subset.TEST)));
    leaks.addAll(ScanCopies.between(of(Subset.VALIDATION), of(Subset.TEST)));
    for (ScanCopies.Pair pair : leaks) {
      findings.add(
          "%s (%s) and %s (%s) are the same scan: keep it in one part, or results are too good to be true."
              .formatted(
                  file(pair.first()),
                  part(pair.first()),
                  file(pair.second()),
                  part(pair.second())));
    }
    for (ScanCopies.Pair pair : ScanCopies.among(training)) {
      findings.note(
          "%s (%s) and %s (%s) are the same scan, which is trained on twice"
              .formatted(
                  file(pair.first()),
                  part(pair.first()),
                  file(pair.second()),
                  part(pair.second())));
    }
  }

  private List<KnownScan> of(Subset part) {
    return scans.getOrDefault(part, List.of());
  }

  private Path file(KnownScan scan) {
    return placed(scan).scan().images().get(0);
  }

  private String part(KnownScan scan) {
    return placed(scan).part().label();
  }

  private PlacedCase placed(KnownScan scan) {
    return Objects.requireNonNull(cases.get(scan.name()), scan.name());
  }
}
