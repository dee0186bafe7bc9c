package dev.icl.data.challenge;

import dev.icl.core.config.DataConfig;
import dev.icl.data.Datasets;
import dev.icl.data.cases.Catalog;
import dev.icl.data.cases.Findings;
import dev.icl.data.cases.Part;
import dev.icl.data.cases.ScanCase;
import java.util.List;

/** What listing a dataset gave, for tests. */
record ListedCases(Catalog catalog, List<String> problems) {
  static ListedCases of(DataConfig config) {
    Findings findings = new Findings();
    Catalog catalog = Datasets.catalog(config, findings);
    String root = config.root();
    return new ListedCases(
        catalog, findings.sentences().stream().map(s -> s.replace(root, "ROOT")).toList());
  }

  List<String> names(Part part) {
    return catalog.of(part).stream().map(ScanCase::name).toList();
  }
}
