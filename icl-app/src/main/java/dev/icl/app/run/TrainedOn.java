package dev.icl.app.run;

import dev.icl.app.checkpoint.KnownScans;
import dev.icl.app.plan.TrainingPlan;
import dev.icl.data.model.Dataset;
import dev.icl.data.print.KnownScan;
import dev.icl.data.sample.SampleId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The patients whose scans a method learns from: those with labels, and the others only where it
 * has a use for them.
 *
 * @param patients in the order of the training samples
 * @param prints of these patients' training scans
 */
record TrainedOn(Set<String> patients, KnownScans prints) {
  /** Copies the set. */
  TrainedOn {
    patients = Collections.unmodifiableSet(new LinkedHashSet<>(patients));
  }

  /**
   * The patients that one training learns from.
   *
   * @throws dev.icl.core.error.UserException if a scan cannot be read
   */
  static TrainedOn of(TrainingPlan plan) {
    Dataset dataset = plan.dataset();
    List<Integer> places = new ArrayList<>(plan.split().labeled());
    if (plan.method().usesUnlabeled()) {
      places.addAll(plan.split().unlabeled());
    }
    Collections.sort(places);
    List<SampleId> samples = dataset.trainingSamples();
    Set<String> patients = new LinkedHashSet<>();
    places.forEach(place -> patients.add(samples.get(place).patient()));
    return new TrainedOn(
        patients,
        new KnownScans(
            dataset.trainingPrints().stream()
                .filter(scan -> patients.contains(scan.patient()))
                .toList()));
  }

  /**
   * These and those that the weights had seen before.
   *
   * @param before what the training started with
   * @param data name of the dataset
   */
  TrainedOn after(SeenBefore before, String data) {
    Set<String> all = new LinkedHashSet<>(patients);
    if (data.equals(before.data())) {
      all.addAll(before.patients());
    }
    List<KnownScan> scans = new ArrayList<>(prints.scans());
    before.prints().scans().stream()
        .filter(scan -> prints.sameAs(scan).isEmpty())
        .forEach(scans::add);
    return new TrainedOn(all, new KnownScans(scans));
  }
}
