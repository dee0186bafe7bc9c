package dev.icl.data.layout;

import dev.icl.data.Datasets;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.PlacedCase;
import dev.icl.data.catalog.ScanCase;
import dev.icl.data.catalog.Subset;
import dev.icl.data.settings.DataConfig;
import java.util.List;

/** The result of listing a dataset, for tests. */
record ListedCases(Catalog catalog, List<String> problems) {
  static ListedCases of(DataConfig config) {
    DatasetDiagnostics findings = new DatasetDiagnostics();
    Catalog catalog = Datasets.catalog(config, findings);
    String root = config.root();
    return new ListedCases(
        catalog, findings.sentences().stream().map(s -> s.replace(root, "ROOT")).toList());
  }

  List<String> names(Subset part) {
    return catalog.of(part).stream().map(ScanCase::name).toList();
  }

  String patient(String name) {
    return catalog.cases().stream()
        .map(PlacedCase::scan)
        .filter(scan -> scan.name().equals(name))
        .map(ScanCase::patient)
        .findFirst()
        .orElseThrow();
  }
}
