package dev.icl.data.split;

import dev.icl.core.random.RandomKey;
import dev.icl.core.text.Counts;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.PlacedCase;
import dev.icl.data.catalog.Subset;
import dev.icl.data.settings.DataConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The parts of a cross-validation. The patients whose labels a split lets the training use, the
 * labelled ones and those of validation, are sorted by name, shuffled by {@code data.split_seed}
 * and divided into parts as equal as possible, the larger ones first. One part is validated on, all
 * the others are labelled; unlabelled and test patients stay what they are.
 */
public final class Folds {
  private Folds() {}

  /**
   * A catalog whose labelled and validation scans are those of a fold.
   *
   * @param catalog as its split has it
   * @param data the section {@code data}; without folds the catalog stays as it is
   * @param findings receives what stands in the way
   */
  public static Catalog applied(Catalog catalog, DataConfig data, DatasetDiagnostics findings) {
    if (data.folds() == 0 || catalog.cases().isEmpty()) {
      return catalog;
    }
    List<List<String>> parts = of(catalog.cases(), data.folds(), data.splitSeed());
    if (parts.get(data.folds() - 1).isEmpty()) {
      findings.add(
          "data.folds is %d, but only %s labelled or for validation: choose at most that many, or label more."
              .formatted(
                  data.folds(),
                  Counts.of(
                      parts.stream().mapToInt(List::size).sum(), "patient is", "patients are")));
      return catalog;
    }
    Set<String> held = Set.copyOf(parts.get(data.fold()));
    return new Catalog(
        catalog.dataset(),
        catalog.root(),
        catalog.rules(),
        catalog.cases().stream().map(c -> isDealt(c) ? placed(c, held) : c).toList());
  }

  private static PlacedCase placed(PlacedCase scan, Set<String> held) {
    boolean validation = held.contains(scan.scan().patient());
    return new PlacedCase(scan.scan(), validation ? Subset.VALIDATION : Subset.LABELED);
  }

  private static boolean isDealt(PlacedCase scan) {
    return scan.part() == Subset.LABELED || scan.part() == Subset.VALIDATION;
  }

  /**
   * The patients of each part.
   *
   * @param cases of a dataset, with their subsets
   * @param folds the number of parts, at least 2
   * @param seed decides them
   */
  static List<List<String>> of(List<PlacedCase> cases, int folds, long seed) {
    Set<String> sorted = new TreeSet<>();
    cases.stream().filter(Folds::isDealt).forEach(c -> sorted.add(c.scan().patient()));
    List<String> patients = new ArrayList<>(sorted);
    RandomKey.of(seed).child("folds").shuffle(patients);
    List<List<String>> parts = new ArrayList<>();
    int from = 0;
    for (int fold = 0; fold < folds; fold++) {
      int size = patients.size() / folds + (fold < patients.size() % folds ? 1 : 0);
      parts.add(List.copyOf(patients.subList(from, from + size)));
      from += size;
    }
    return parts;
  }
}
