package dev.icl.app.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Shape;
import dev.icl.data.Datasets;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.phantom.PhantomProvider;
import dev.icl.data.sample.Sample;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.SliceAxis;
import dev.icl.data.scan.Voxels;
import dev.icl.data.settings.DataConfig;
import dev.icl.modules.inference.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmenterTest {
  private static final Affine OBLIQUE =
      Affine.ofRows(1.3, -0.4, 1.1, -70, 0.5, 1.4, -0.9, 33, -0.3, 0.6, 7.2, -110);

  @TempDir static Path shared;
  @TempDir Path folder;

  private static Path checkpoint;

  @BeforeAll
  static void train() {
    checkpoint = TinyTraining.run(shared);
  }

  @Test
  void theExampleOfTheDocumentation() {
    Path patient = folder.resolve("patient.nii.gz");
    VolumeFormats.installed().write(patient, Contents.of(phantom()), false);
    Path labelled = folder.resolve("labels.nii.gz");

    try (Segmenter segmenter = Segmenter.load(checkpoint)) {
      Scan scan = VolumeFormats.installed().readImage(patient);
      Scan labels = segmenter.segment(scan);
      VolumeFormats.installed().write(labelled, Contents.of(labels), false);
    }

    Scan found = VolumeFormats.installed().readLabel(labelled);
    assertThat(found.shape()).isEqualTo(phantom().shape());
    assertThat(found.labels(AxisOrder.FIRST_FASTEST, 4))
        .contains(0, 3)
        .hasSize(found.voxels().size());
  }

  @Test
  void theSegmentationIsOnTheScansObliqueGrid() {
    Scan scan = phantom();

    try (Segmenter segmenter = Segmenter.load(checkpoint)) {
      Scan labels = segmenter.segment(scan);

      assertThat(labels.affine()).contains(OBLIQUE);
      assertThat(labels.spacing().orElseThrow()).isEqualTo(scan.spacing().orElseThrow());
      assertThat(labels.order()).isEqualTo(scan.order());
      assertThat(segmenter.classNames()).containsExactly("background", "RV", "Myo", "LV");
    }
  }

  @Test
  void slicesAreTheSameWhicheverWayTheFileListsThem() {
    Scan nifti = phantom();

    try (Segmenter segmenter = Segmenter.load(checkpoint)) {
      assertThat(segmenter.axis(nifti)).isEqualTo(SliceAxis.THIRD);
      assertThat(segmenter.axis(nifti.reversed())).isEqualTo(SliceAxis.FIRST);
      assertThat(segmenter.segment(nifti.reversed()).voxels().toBytes())
          .isEqualTo(segmenter.segment(nifti).voxels().toBytes());
    }
  }

  @Test
  void severalThreadsGetTheAnswersOfOne() throws Exception {
    List<Scan> scans = IntStream.range(0, 4).mapToObj(SegmenterTest::noise).toList();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Segmenter segmenter = Segmenter.load(checkpoint)) {
      List<byte[]> expected = scans.stream().map(s -> bytes(segmenter.segment(s))).toList();

      List<Callable<byte[]>> work =
          scans.stream().<Callable<byte[]>>map(s -> () -> bytes(segmenter.segment(s))).toList();
      List<Future<byte[]>> found = threads.invokeAll(work);

      for (int i = 0; i < 4; i++) {
        assertThat(found.get(i).get()).isEqualTo(expected.get(i));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void bothEnginesLabelVoxelsAlike() {
    Scan scan = phantom();
    byte[] pytorch = labels(scan, SegmenterOptions.defaults().withEngine("pytorch"));
    byte[] tensorflow = labels(scan, SegmenterOptions.defaults().withEngine("tensorflow"));

    long same = IntStream.range(0, pytorch.length).filter(i -> pytorch[i] == tensorflow[i]).count();

    assertThat(IntStream.range(0, pytorch.length).map(i -> pytorch[i]).distinct().count())
        .isGreaterThan(1);
    assertThat((double) same / pytorch.length).isGreaterThanOrEqualTo(0.9999);
  }

  @ParameterizedTest
  @EnumSource(Window.class)
  void flipsChangeAnAnswerButNotThatOfAFlippedScan(Window window) {
    InferenceOptions flips = InferenceOptions.defaults().with(window).withFlips(true);
    Scan scan = phantom();

    byte[] found = labels(scan, SegmenterOptions.defaults().with(flips));
    byte[] mirrored = labels(mirrored(scan), SegmenterOptions.defaults().with(flips));

    byte[] back = bytes(mirrored(scan.withVoxels(Voxels.ofLabels(mirrored))));
    long same = IntStream.range(0, found.length).filter(i -> found[i] == back[i]).count();
    assertThat((double) same / found.length).isGreaterThan(0.999);
    byte[] without =
        labels(scan, SegmenterOptions.defaults().with(InferenceOptions.defaults().with(window)));
    assertThat(Arrays.equals(found, without)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void aScanOfAnotherNumberOfAxesIsRefused(int last) {
    Shape shape = Shape.of(8, 8, 2, last + 1);
    Scan scan =
        Scan.of(shape, AxisOrder.FIRST_FASTEST, Voxels.of(new float[8 * 8 * 2 * (last + 1)]));

    try (Segmenter segmenter = Segmenter.load(checkpoint)) {
      assertThatThrownBy(() -> segmenter.segment(scan))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("a scan needs 3 axes");
    }
  }

  @Test
  void anEnsembleOfCopiesSaysWhatOneSays() throws IOException {
    Path copy = Files.copy(checkpoint, folder.resolve("copy.safetensors"));
    Scan scan = phantom();

    try (Segmenter two = Segmenter.load(List.of(checkpoint, copy), SegmenterOptions.defaults())) {
      Segmentation found = two.segmentation("scan", List.of(scan), new ScoreOutputs(true, true));

      assertThat(bytes(found.labels())).isEqualTo(labels(scan, SegmenterOptions.defaults()));
      assertThat(found.probabilities().orElseThrow().classes()).isEqualTo(4);
      assertThat(found.probabilities().orElseThrow().of(3).affine()).contains(OBLIQUE);
      assertThat(found.uncertainty().orElseThrow().shape()).isEqualTo(scan.shape());
    }
    assertThatThrownBy(
            () -> Segmenter.load(List.of(checkpoint, checkpoint), SegmenterOptions.defaults()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "--checkpoint: %s is there twice; name every checkpoint once.".formatted(checkpoint));
  }

  @Test
  void aClosedOneSaysSo() {
    Segmenter segmenter = Segmenter.load(checkpoint);
    segmenter.close();
    segmenter.close();

    assertThatThrownBy(() -> segmenter.segment(phantom()))
        .isInstanceOf(IllegalStateException.class);
  }

  private static byte[] labels(Scan scan, SegmenterOptions options) {
    try (Segmenter segmenter = Segmenter.load(checkpoint, options)) {
      return bytes(segmenter.segment(scan));
    }
  }

  private static byte[] bytes(Scan scan) {
    return scan.voxels().toBytes();
  }

  /** A phantom as NIfTI has it, on an oblique grid. */
  private static Scan phantom() {
    Sample volume = Datasets.open(DataConfig.of(new PhantomProvider())).validationScan(0);
    Shape shape = Shape.of(volume.size(2), volume.size(1), volume.size(0));
    return Scan.of(shape, AxisOrder.FIRST_FASTEST, Voxels.of(volume.image())).withAffine(OBLIQUE);
  }

  private static Scan noise(int seed) {
    UniformRandomProvider random = RandomKey.of(seed).generator();
    float[] values = new float[40 * 48 * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return Scan.of(Shape.of(40, 48, 3), AxisOrder.FIRST_FASTEST, Voxels.of(values));
  }

  /** The same with its first axis running backwards. */
  private static Scan mirrored(Scan scan) {
    int[] shape = scan.shape().toArray();
    float[] from = scan.voxels().toFloats();
    float[] to = new float[from.length];
    for (int i = 0; i < to.length; i++) {
      to[i] = from[i - i % shape[0] + shape[0] - 1 - i % shape[0]];
    }
    return scan.withVoxels(Voxels.of(to));
  }
}
