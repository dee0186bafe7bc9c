package dev.icl.app.run;

import dev.icl.app.plan.TrainingPlan;
import dev.icl.core.text.Counts;
import dev.icl.data.sample.SampleId;
import java.util.Collection;
import java.util.List;

/**
 * The data of a training in numbers.
 *
 * @param patients whose scans may be trained on
 * @param labeled patients of these whose label maps are used
 * @param labeledSamples slices or volumes with a label map that is used
 * @param unlabeledSamples slices or volumes without one
 * @param validation scans that the network is validated on
 * @param tests scans that are kept for tests
 * @param axes of a sample, 2 or 3
 */
public record TrainingOutline(
    int patients,
    int labeled,
    int labeledSamples,
    int unlabeledSamples,
    int validation,
    int tests,
    int axes) {
  static TrainingOutline of(TrainingPlan plan) {
    List<SampleId> samples = plan.dataset().trainingSamples();
    return new TrainingOutline(
        (int) samples.stream().map(SampleId::patient).distinct().count(),
        patients(samples, plan.split().labeled()),
        plan.split().labeled().size(),
        plan.split().unlabeled().size(),
        plan.dataset().validationCases().size(),
        plan.dataset().testCases().size(),
        plan.config().train().patch().size());
  }

  private static int patients(List<SampleId> samples, Collection<Integer> places) {
    return (int) places.stream().map(i -> samples.get(i).patient()).distinct().count();
  }

  /** {@code 40 patients, 3 of them labelled: 24 slices with label maps, 296 without; …}. */
  public String text() {
    String sample = axes == 2 ? "slice" : "volume";
    return "%s, %d of them labelled: %s with label maps, %d without; %s for validation%s"
        .formatted(
            Counts.of(patients, "patient"),
            labeled,
            Counts.of(labeledSamples, sample),
            unlabeledSamples,
            Counts.of(validation, "scan"),
            tests == 0 ? "" : ", %d for tests".formatted(tests));
  }
}
