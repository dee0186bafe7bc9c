package dev.icl.app.proposal;

import dev.icl.app.config.RunConfig;
import dev.icl.core.settings.NamedSettings;
import dev.icl.data.Datasets;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.fingerprint.DatasetFingerprint;
import dev.icl.data.fingerprint.FingerprintReader;
import dev.icl.data.fingerprint.TargetGrid;
import dev.icl.data.model.FirstPass;
import dev.icl.data.scan.SliceAxis;
import dev.icl.data.settings.DataConfig;
import dev.icl.modules.network.unet.PatchRule;
import dev.icl.modules.network.unet.UNetProvider;
import dev.icl.modules.train.TrainConfig;
import java.util.List;
import java.util.Optional;

/**
 * A configuration for a dataset, by nnU-Net's published rules.
 *
 * @param fingerprint of the dataset
 * @param grid the spacing to train at
 * @param slices the plan of the rules for slices
 * @param volumes the same for volumes; empty where the median scan is one slice
 * @param chosen the one of them that is proposed
 * @param labels the labelled patients
 * @param memory in GB
 * @param asked the section of the data as it was given
 * @param config the configuration
 */
public record Proposal(
    DatasetFingerprint fingerprint,
    TargetGrid grid,
    RankPlan slices,
    Optional<RankPlan> volumes,
    RankPlan chosen,
    LabelChoice labels,
    double memory,
    DataConfig asked,
    RunConfig config) {
  /** Fewer slices than this cannot be halved, and are trained on one by one. */
  private static final int LEAST_SLICES = 8;

  private static final int VOLUMES_VALIDATE_EVERY = 1000;

  /**
   * Reads the scans of a dataset and proposes a configuration.
   *
   * @param data the dataset and what is said about it already
   * @param wishes the limits to keep to
   * @param progress told how far the reading is
   * @throws dev.icl.core.error.UserException if the dataset cannot be read, or has no labelled scan
   */
  public static Proposal of(DataConfig data, Wishes wishes, FirstPass progress) {
    LabelChoice labels = LabelChoice.of(data);
    DataConfig labelled = LabelChoice.with(data, labels.labeled());
    Catalog catalog = Datasets.catalog(labelled);
    DatasetFingerprint fingerprint = FingerprintReader.read(catalog, progress);
    List<Double> wanted = data.preprocess().spacing();
    TargetGrid grid =
        wanted.isEmpty() || !fingerprint.hasSpacing()
            ? TargetGrid.of(fingerprint.scans(), wishes.spacing())
            : TargetGrid.at(fingerprint.scans(), wanted);
    SliceAxis usual = catalog.rules().axis();
    SampleAxes axes =
        grid.slices() >= 0 && data.sliceAxis() == SliceAxis.AUTO
            ? new SampleAxes(grid.slices(), fingerprint.order())
            : SampleAxes.along(usual, fingerprint.order());
    List<Double> spacing = axes.of(grid.spacing());
    List<Double> median = axes.of(grid.median());
    double voxels = median.stream().reduce((double) fingerprint.trainingScans(), (a, b) -> a * b);
    RankPlan slices =
        plan(spacing.subList(1, 3), median.subList(1, 3), voxels, fingerprint, wishes);
    Optional<RankPlan> volumes =
        median.get(0) > 1
            ? Optional.of(plan(spacing, median, voxels, fingerprint, wishes))
            : Optional.empty();
    RankPlan chosen = wantsVolumes(wishes, grid, median) ? volumes.orElse(slices) : slices;
    DataConfig planned =
        new DataPlan(fingerprint, grid, axes, chosen.rank(), chosen.batch())
            .of(labelled, usual, catalog.rules().classNames().isEmpty());
    RunConfig config =
        RunConfig.defaults()
            .withData(planned)
            .withNetwork(
                NamedSettings.of(new UNetProvider(), chosen.network().withDeepSupervision(true)))
            .withTrain(train(chosen, labels.leavesUnlabeled()));
    NamedSettings method =
        labels.leavesUnlabeled()
            ? new MethodChoice(
                    config,
                    fingerprint.channels().size(),
                    fingerprint.classes().size(),
                    wishes.memory())
                .icl()
            : MethodChoice.supervised();
    return new Proposal(
        fingerprint,
        grid,
        slices,
        volumes,
        chosen,
        labels,
        wishes.memory(),
        data,
        config.withMethod(method));
  }

  private static RankPlan plan(
      List<Double> spacing,
      List<Double> median,
      double voxels,
      DatasetFingerprint fingerprint,
      Wishes wishes) {
    PatchRule.Scans scans =
        new PatchRule.Scans(spacing, median, voxels, fingerprint.classes().size());
    return RankPlan.of(spacing, median, PatchRule.choose(scans, wishes.encoder(), wishes.memory()));
  }

  /** Volumes, unless few slices lie far apart. */
  private static boolean wantsVolumes(Wishes wishes, TargetGrid grid, List<Double> median) {
    return wishes
        .rank()
        .map(rank -> rank == 3)
        .orElse(!grid.thick() && median.get(0) >= LEAST_SLICES);
  }

  private static TrainConfig train(RankPlan chosen, boolean unlabeled) {
    int labeled = unlabeled ? chosen.batch() / 2 : chosen.batch();
    TrainConfig train =
        TrainConfig.defaults()
            .withPatch(chosen.patch())
            .withBatch(labeled, chosen.batch() - labeled);
    return chosen.rank() == 2 ? train : train.withValidateEvery(VOLUMES_VALIDATE_EVERY);
  }

  /** The configuration in YAML, with the reasons for its values. */
  public String toYaml() {
    return CommentedYaml.of(config, Reasons.header(this), Reasons.of(this));
  }
}
