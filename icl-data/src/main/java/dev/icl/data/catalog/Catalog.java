package dev.icl.data.catalog;

import java.nio.file.Path;
import java.util.List;

/**
 * The scans of a dataset.
 *
 * @param dataset its name
 * @param root its folder
 * @param rules the rules by which its scans are read
 * @param cases every scan and what it is for, in the order of the benchmark
 */
public record Catalog(String dataset, Path root, ReadingRules rules, List<PlacedCase> cases) {
  /** Keeps its own copy of the list. */
  public Catalog {
    cases = List.copyOf(cases);
  }

  /** The scans of one part, in order. */
  public List<ScanCase> of(Subset part) {
    return cases.stream().filter(c -> c.part() == part).map(PlacedCase::scan).toList();
  }

  /** The size of the files of each of them in bytes; 0 for files that are not there. */
  public List<Long> bytes(Subset part) {
    return of(part).stream()
        .map(scan -> scan.files().stream().mapToLong(file -> file.toFile().length()).sum())
        .toList();
  }

  /** The same scans, read by other rules. */
  public Catalog with(ReadingRules other) {
    return new Catalog(dataset, root, other, cases);
  }
}
