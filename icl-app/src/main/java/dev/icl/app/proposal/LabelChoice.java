package dev.icl.app.proposal;

import dev.icl.core.settings.Records;
import dev.icl.data.Datasets;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.ScanCase;
import dev.icl.data.catalog.Subset;
import dev.icl.data.settings.DataConfig;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The number of training patients that keep their labels: all that have label maps where others
 * have none, a tenth where all have.
 *
 * @param labeled the number
 * @param training the number of training patients
 * @param everyOneHas whether each of them has label maps
 */
public record LabelChoice(int labeled, int training, boolean everyOneHas) {
  private static final double SHARE = 0.1;

  /**
   * The number for a dataset.
   *
   * @throws dev.icl.core.error.UserException if the dataset cannot be listed, or no scan is
   *     labelled
   */
  static LabelChoice of(DataConfig data) {
    Catalog catalog = Datasets.catalog(with(data, 1));
    List<ScanCase> scans = new ArrayList<>(catalog.of(Subset.LABELED));
    scans.addAll(catalog.of(Subset.UNLABELED));
    Set<String> patients = new LinkedHashSet<>();
    Set<String> without = new LinkedHashSet<>();
    for (ScanCase scan : scans) {
      patients.add(scan.patient());
      if (!scan.hasLabel()) {
        without.add(scan.patient());
      }
    }
    int all = patients.size();
    int tenth = Math.max(1, (int) Math.min(Math.rint(SHARE * all), all - 1.0));
    return new LabelChoice(
        without.isEmpty() ? tenth : Math.max(1, all - without.size()), all, without.isEmpty());
  }

  /** Whether some training patient is without labels. */
  public boolean leavesUnlabeled() {
    return labeled < training;
  }

  /** The data with that many labelled patients. */
  static DataConfig with(DataConfig data, int labeled) {
    return Records.with(data, Map.of("labeled", labeled));
  }
}
