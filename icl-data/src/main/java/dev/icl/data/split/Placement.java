package dev.icl.data.split;

import dev.icl.core.error.NearestName;
import dev.icl.core.io.FileNames;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.PlacedCase;
import dev.icl.data.catalog.ScanCase;
import dev.icl.data.catalog.Subset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts scans into the parts of a split, in the split's order, and finds what is wrong with it:
 * names of nothing, scans in two parts, patients in two parts (leakage), parts that need labels
 * with scans that have none.
 */
public final class Placement {
  private final Split split;
  private final DatasetDiagnostics findings;
  private final Map<String, List<ScanCase>> byName = new LinkedHashMap<>();
  private final Map<ScanCase, Subset> partOf = new LinkedHashMap<>();

  private Placement(List<ScanCase> cases, Split split, DatasetDiagnostics findings) {
    this.split = split;
    this.findings = findings;
    cases.forEach(this::register);
    Map<String, List<ScanCase>> patients = new LinkedHashMap<>();
    cases.forEach(c -> patients.computeIfAbsent(c.patient(), p -> new ArrayList<>()).add(c));
    patients.forEach(byName::putIfAbsent);
  }

  private void register(ScanCase scan) {
    List<ScanCase> before = byName.put(scan.name(), List.of(scan));
    if (before != null && !before.get(0).images().equals(scan.images())) {
      findings.add(
          "%s and %s are both the case '%s': make their names differ."
              .formatted(before.get(0).images().get(0), scan.images().get(0), scan.name()));
    }
  }

  /**
   * Every scan and its part; those that no list names are unused and come last.
   *
   * @param cases the scans of the dataset
   * @param split the subsets, by names of cases or patients
   * @param findings receives names without a scan and other problems of the split
   */
  public static List<PlacedCase> place(
      List<ScanCase> cases, Split split, DatasetDiagnostics findings) {
    Placement placement = new Placement(cases, split, findings);
    for (Subset part : Subset.values()) {
      split.of(part).forEach(name -> placement.put(name, part));
    }
    placement.checkPatients();
    placement.checkLabels();
    List<PlacedCase> placed = new ArrayList<>();
    placement.partOf.forEach((scan, part) -> placed.add(new PlacedCase(scan, part)));
    cases.stream()
        .filter(c -> !placement.partOf.containsKey(c))
        .forEach(c -> placed.add(new PlacedCase(c, Subset.UNUSED)));
    return placed;
  }

  private void put(String name, Subset part) {
    List<ScanCase> named = byName.get(FileNames.composed(name));
    if (named == null) {
      String question = NearestName.question(name, byName.keySet());
      findings.add(
          "%s lists '%s' as %s, but the dataset has no such case or patient%s"
              .formatted(
                  split.origin(),
                  name,
                  part.label(),
                  question.isEmpty() ? ": remove the name." : question));
      return;
    }
    for (ScanCase scan : named) {
      Subset before = partOf.putIfAbsent(scan, part);
      if (before == part) {
        findings.add(
            "%s lists '%s' as %s twice: keep one."
                .formatted(split.origin(), scan.name(), part.label()));
      } else if (before != null) {
        findings.add(
            "%s lists '%s' as both %s and %s: keep one of them."
                .formatted(split.origin(), scan.name(), before.label(), part.label()));
      }
    }
  }

  private void checkPatients() {
    Map<String, ScanCase> firstOf = new HashMap<>();
    partOf.forEach(
        (scan, part) -> {
          ScanCase first = firstOf.putIfAbsent(scan.patient(), scan);
          Subset other = first == null ? part : partOf.getOrDefault(first, part);
          if (first != null && other != part) {
            findings.add(leak(first, other, scan, part));
          }
        });
  }

  private String leak(ScanCase first, Subset firstPart, ScanCase other, Subset part) {
    return "%s lists scans of the patient %s as both %s (%s) and %s (%s): keep every patient in one part, or results are too good to be true."
        .formatted(
            split.origin(),
            first.patient(),
            firstPart.label(),
            first.name(),
            part.label(),
            other.name());
  }

  private void checkLabels() {
    partOf.forEach(
        (scan, part) -> {
          if (part.needsLabel() && !scan.hasLabel()) {
            findings.add(
                "%s lists '%s' as %s, but it has no label map: add the label map, or list it as unlabeled."
                    .formatted(split.origin(), scan.name(), part.label()));
          }
        });
  }
}
