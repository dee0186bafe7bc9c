package dev.icl.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.app.plan.TrainingPlan;
import dev.icl.core.batch.Batch;
import dev.icl.core.tensor.HostTensor;
import dev.icl.data.batch.TwoStreamBatchSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the catalog to the trainer, a training on slices and one on volumes are made of the same
 * classes but for what chooses the voxels of an image.
 */
class OneRoadForAnyRankTest {
  private static final String SLICES = "dev.icl.data.batch.WholeSampler";
  private static final String VOLUMES = "dev.icl.data.batch.PatchSampler";

  @TempDir private Path temporary;

  @BeforeEach
  void scans() {
    new PhantomFolder(temporary.resolve("scans")).writeTwoChannels(3, 2);
  }

  @Test
  void onlyTheSamplerKnowsTheRank() throws Exception {
    Set<String> ofSlices = classes("[16, 32]");
    Set<String> ofVolumes = classes("[4, 16, 32]");

    assertThat(ofSlices)
        .contains(
            SLICES,
            "dev.icl.data.volume.VolumeDataset",
            "dev.icl.data.catalog.Catalog",
            "dev.icl.data.catalog.CaseReader",
            "dev.icl.data.batch.TwoStreamBatchSource",
            "dev.icl.data.sample.Sample",
            "dev.icl.core.tensor.HostTensor");
    assertThat(difference(ofSlices, ofVolumes)).containsExactly(SLICES);
    assertThat(difference(ofVolumes, ofSlices)).containsExactly(VOLUMES);
  }

  private static Set<String> difference(Set<String> some, Set<String> others) {
    Set<String> left = new TreeSet<>(some);
    left.removeAll(others);
    return left;
  }

  /** Of the dataset and the batches, once a batch is made. */
  private Set<String> classes(String patch) throws IOException, IllegalAccessException {
    try (PluggedNetwork stub =
        new PluggedNetwork(temporary.resolve("plugin"), StubNetworkProvider.class)) {
      Objects.requireNonNull(stub);
      RunConfig config =
          new RunConfigReader(Map.of(), temporary)
              .read(
                  Optional.empty(),
                  List.of(
                      "network.name=stub",
                      "method.name=mean-teacher",
                      "data={name: folder, root: scans, channels: [a, b], labeled: 1, augment: brats,"
                          + " validation_patients: 1, classes: [background, RV, Myo, LV]}",
                      "train={labeled_batch: 1, unlabeled_batch: 1, patch: %s}".formatted(patch)));
      TrainingPlan plan = TrainingPlan.of(config);
      try (TwoStreamBatchSource batches = plan.batchesFrom(0)) {
        HostTensor images = batches.next().tensors().get(Batch.IMAGE_LABELED);
        assertThat(images.shape().slice(0, 2).toArray()).containsExactly(1, 2);
        return ReachableClasses.from(plan.dataset(), batches);
      }
    }
  }
}
