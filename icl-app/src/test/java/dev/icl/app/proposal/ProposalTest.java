package dev.icl.app.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.app.training.PhantomFolder;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.model.FirstPass;
import dev.icl.data.preprocess.Normalization;
import dev.icl.data.preprocess.PreprocessConfig;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.SliceAxis;
import dev.icl.data.scan.Voxels;
import dev.icl.modules.network.unet.EncoderKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProposalTest {
  @TempDir private Path root;

  /** Hearts of few slices, 10 mm apart: slices are proposed unless volumes are asked for. */
  @Test
  void fewSlicesFarApartAreTrainedOnOneByOne() {
    new PhantomFolder(root.resolve("scans")).write(5, 3);

    Proposal proposal = propose(wishes(Optional.empty(), 0.5));

    assertThat(proposal.chosen()).isEqualTo(proposal.slices());
    assertThat(proposal.config().train().patch()).hasSize(2);
    assertThat(proposal.config().data().augment()).isEqualTo("nnunet");
    assertThat(proposal.config().data().preprocess().spacing().get(2)).isZero();
    assertThat(proposal.config().data().labeled()).isEqualTo(2);
    assertThat(proposal.config().method().value("heads")).contains(List.of(8, 4, 2));
    assertReadsBack(proposal);
  }

  @Test
  void volumesHaveAPatchOfThreeSizes() {
    new PhantomFolder(root.resolve("scans")).write(5, 3);

    Proposal proposal = propose(wishes(Optional.of(3), 0.2));
    RunConfig config = proposal.config();

    assertThat(config.train().patch()).hasSize(3);
    assertThat(config.network().value("strides")).isNotEmpty();
    assertThat(config.network().value("deep_supervision")).contains(true);
    assertThat(config.network().value("kernels").orElseThrow().toString())
        .startsWith("[[1, 3, 3], ");
    // one of the two images of a batch
    assertThat(proposal.chosen().batch()).isEqualTo(2);
    assertThat(config.data().foregroundShare()).isEqualTo(0.5);
    assertThat(config.data().preprocess().normalize()).isEqualTo(Normalization.Z_SCORE);
    assertThat(config.data().preprocess().spacing().get(2)).isEqualTo(10.0);
    assertThat(config.method().value("consistency_weight")).contains(OptionalDouble.of(10));
    assertThat(config.method().value("mixer")).contains("axial");
    assertThat(proposal.toYaml())
        .contains("# mm: the median of the scans, and along axis 3, where slices lie far apart")
        .contains("# of 4 training patients: all that have label maps\n  labeled: 2");
    assertReadsBack(proposal);
  }

  /** Eight scans of 20 x 24 x 16 voxels: isotropic, and everything fits. */
  @Test
  void scansThatAllHaveLabelsLeaveATenthOfThem() {
    for (int i = 0; i < 8; i++) {
      write("case" + i, Shape.of(20, 24, 16), -1000, 1.0, 1.0, 1.0);
    }

    Proposal proposal = propose(wishes(Optional.empty(), 8));
    RunConfig config = proposal.config();

    assertThat(config.train().patch()).containsExactly(16, 24, 20);
    assertThat(config.data().labeled()).isEqualTo(1);
    assertThat(config.train().batch().labeledBatch()).isEqualTo(1);
    assertThat(config.train().batch().unlabeledBatch()).isEqualTo(1);
    assertThat(config.network().value("strides"))
        .contains(List.of(List.of(1, 1, 1), List.of(2, 2, 2), List.of(2, 2, 2)));
    // the deepest level and one of the decoder
    assertThat(config.method().value("heads")).contains(List.of(16, 8));
    assertThat(config.method().value("mixer")).contains("dense");
    assertThat(config.data().preprocess().window()).containsExactly(-1000.0, 7.0);
    assertThat(config.data().preprocess().normalize()).isEqualTo(Normalization.Z_SCORE);
    assertReadsBack(proposal);
  }

  /** Rows 9 mm apart: slices are cut along them, as nnU-Net transposes such scans. */
  @Test
  void slicesAreCutAlongTheLargestSpacing() {
    for (int i = 0; i < 4; i++) {
      write("case" + i, Shape.of(48, 10, 40), 1, 1.0, 9.0, 1.5);
    }

    Proposal proposal = propose(wishes(Optional.of(3), 8));

    assertThat(proposal.config().data().sliceAxis()).isEqualTo(SliceAxis.SECOND);
    // slices, then the slower axis of the file
    assertThat(proposal.chosen().spacing()).containsExactly(9.0, 1.5, 1.0);
    assertThat(proposal.chosen().median()).containsExactly(10.0, 40.0, 48.0);
    assertThat(proposal.chosen().patch().get(0)).isLessThan(13);
    assertReadsBack(proposal);
  }

  @Test
  void whatIsSetAlreadyStays() {
    new PhantomFolder(root.resolve("scans")).write(4, 3);

    Proposal proposal =
        propose(
            wishes(Optional.of(3), 0.2),
            "data.preprocess={spacing: [2, 2, 0], normalize: min_max}",
            "data.augment=brats",
            "data.foreground_share=0.5");

    PreprocessConfig preprocess = proposal.config().data().preprocess();
    assertThat(preprocess.spacing()).containsExactly(2.0, 2.0, 0.0);
    assertThat(preprocess.normalize()).isEqualTo(Normalization.MIN_MAX);
    assertThat(proposal.chosen().spacing()).containsExactly(10.0, 2.0, 2.0);
    assertThat(proposal.config().data().augment()).isEqualTo("brats");
    assertThat(proposal.config().data().foregroundShare()).isEqualTo(0.5);
    assertThat(proposal.toYaml()).doesNotContain("# mm");
  }

  @Test
  void aFolderWithoutLabelsIsRefused() {
    new PhantomFolder(root.resolve("scans")).write(3, 0);

    assertThatThrownBy(() -> propose(wishes(Optional.empty(), 8)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("only 0 patients have label maps");
  }

  @Test
  void wishesHaveRanges() {
    assertThatThrownBy(() -> wishes(Optional.of(4), 8))
        .hasMessage(
            "--rank: 4 is not the number of axes of a patch; use 2 for slices or 3 for volumes.");
    assertThatThrownBy(() -> wishes(Optional.empty(), 0))
        .hasMessage(
            "--memory: 0.0 GB cannot hold a training; use a number above 0 and at most 1000000.");
    assertThatThrownBy(
            () -> new Wishes(Optional.empty(), 8, EncoderKind.PLAIN, List.of(1.0, Double.NaN, 1.0)))
        .hasMessageStartingWith("--spacing: [1.0, NaN, 1.0] are not the distances of voxels;");
  }

  private void assertReadsBack(Proposal proposal) {
    assertThat(
            new RunConfigReader(Map.of(), root)
                .readText("the proposal", proposal.toYaml(), List.of()))
        .isEqualTo(proposal.config());
  }

  private static Wishes wishes(Optional<Integer> rank, double memory) {
    return new Wishes(rank, memory, EncoderKind.PLAIN, List.of());
  }

  private Proposal propose(Wishes wishes, String... more) {
    List<String> settings = new ArrayList<>(List.of("data={name: folder, root: scans}"));
    settings.addAll(List.of(more));
    return Proposal.of(
        new RunConfigReader(Map.of(), root).read(Optional.empty(), settings).data(),
        wishes,
        FirstPass.SILENT);
  }

  /** A scan without a 0 whose foreground, its second half, has the values −1000 to 6 or so. */
  private void write(String name, Shape shape, int least, double... spacing) {
    int count = (int) shape.numel();
    float[] image = new float[count];
    byte[] label = new byte[count];
    for (int i = 0; i < count; i++) {
      image[i] = i % 2 == 0 ? least : i % 7 + 1;
      label[i] = (byte) (2 * i / count);
    }
    save("images/" + name, shape, Voxels.of(image), spacing);
    save("labels/" + name, shape, Voxels.ofLabels(label), spacing);
  }

  private void save(String name, Shape shape, Voxels voxels, double... spacing) {
    VolumeFormats.installed()
        .write(
            root.resolve("scans").resolve(name + ".nii.gz"),
            Contents.of(
                Scan.of(shape, AxisOrder.FIRST_FASTEST, voxels)
                    .withAffine(Affine.ofSpacing(spacing[0], spacing[1], spacing[2]))),
            false);
  }
}
