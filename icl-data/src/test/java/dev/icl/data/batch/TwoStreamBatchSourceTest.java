package dev.icl.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.icl.core.batch.Batch;
import dev.icl.core.batch.BatchShape;
import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.core.settings.Records;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.data.augment.Augmentations;
import dev.icl.data.model.Dataset;
import dev.icl.data.model.LabeledSplit;
import dev.icl.data.phantom.PhantomProvider;
import dev.icl.data.settings.DataConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwoStreamBatchSourceTest {
  private static final RandomKey KEY = RandomKey.of(1).child("batches");
  private static final Dataset DATASET = RecordedDataset.of(12);
  private static final LabeledSplit SPLIT =
      LabeledSplit.ofFirstPatients(DATASET.trainingSamples(), 4);

  private record Copy(int iteration, List<String> cases, List<List<Double>> values) {
    static Copy of(Batch batch) {
      List<List<Double>> values = new ArrayList<>();
      for (HostTensor tensor : batch.tensors().values()) {
        values.add(Arrays.stream(tensor.toDoubles()).boxed().toList());
      }
      return new Copy(batch.iteration(), batch.cases(), values);
    }
  }

  @Test
  void tensorsHaveTheShapesOfTheContract() {
    try (TwoStreamBatchSource source = start(settings(2, 3, 1, 0))) {
      Batch batch = source.next();

      assertThat(batch.tensors().keySet())
          .containsExactlyInAnyOrder(
              Batch.IMAGE_LABELED, Batch.LABEL_LABELED, Batch.IMAGE_UNLABELED);
      assertThat(batch.tensors().get(Batch.IMAGE_LABELED).shape()).isEqualTo(Shape.of(2, 1, 8, 10));
      assertThat(batch.tensors().get(Batch.LABEL_LABELED).shape()).isEqualTo(Shape.of(2, 8, 10));
      assertThat(batch.tensors().get(Batch.IMAGE_UNLABELED).shape())
          .isEqualTo(Shape.of(3, 1, 8, 10));
      assertThat(batch.cases()).hasSize(5);
    }
  }

  @Test
  void labelsBelongToTheirImages() {
    try (TwoStreamBatchSource source = start(settings(2, 0, 1, 0))) {
      for (int i = 0; i < 20; i++) {
        Batch batch = source.next();
        HostTensor image = batch.tensors().get(Batch.IMAGE_LABELED);
        HostTensor label = batch.tensors().get(Batch.LABEL_LABELED);
        for (int at = 0; at < label.size(); at++) {
          assertThat(label.get(at)).isEqualTo(Math.floor(image.get(at)));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void contentDoesNotDependOnTheNumberOfThreads(int workers) {
    assertThat(take(settings(3, 2, workers, 0), 30)).isEqualTo(take(settings(3, 2, 1, 0), 30));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8})
  void augmentationsThatChangeIntensitiesDoNotDependOnTheNumberOfThreadsEither(int workers) {
    String names = "amos+intensity+elastic";

    assertThat(take(settings(names, workers), 30)).isEqualTo(take(settings(names, 1), 30));
  }

  @Test
  void augmentationsThatChangeIntensitiesLeaveLabelsTheirClasses() {
    try (TwoStreamBatchSource source = start(settings("brats+intensity+elastic", 1))) {
      for (int i = 0; i < 20; i++) {
        Batch batch = source.next();
        HostTensor label = batch.tensors().get(Batch.LABEL_LABELED);
        for (int at = 0; at < label.size(); at++) {
          String slice = batch.cases().get(at / 80);
          assertThat((int) label.get(at)).isIn(0, Integer.parseInt(slice.substring(1)));
        }
      }
    }
  }

  @Test
  void startingLaterGoesOnWhereTheOtherRunWas() {
    List<Copy> all = take(settings(3, 2, 2, 0), 20);

    assertThat(take(settings(3, 2, 2, 13), 7)).isEqualTo(all.subList(13, 20));
  }

  @Test
  void anotherKeyGivesOtherBatches() {
    try (TwoStreamBatchSource source =
        TwoStreamBatchSource.start(DATASET, SPLIT, settings(3, 2, 1, 0), RandomKey.of(2))) {
      assertThat(Copy.of(source.next())).isNotEqualTo(take(settings(3, 2, 1, 0), 1).get(0));
    }
  }

  @Test
  void everyLabeledSliceComesOnceAnEpoch() {
    List<String> drawn = new ArrayList<>();
    take(settings(2, 3, 1, 0), 6).forEach(c -> drawn.addAll(c.cases().subList(0, 2)));

    for (int epoch = 0; epoch < 3; epoch++) {
      assertThat(drawn.subList(epoch * 4, epoch * 4 + 4))
          .containsExactlyInAnyOrder("s0", "s1", "s2", "s3");
    }
    assertThat(drawn.subList(0, 4)).isNotEqualTo(drawn.subList(4, 8));
  }

  @Test
  void unlabeledSlicesComeFromTheOtherPatients() {
    Set<String> drawn = new HashSet<>();
    take(settings(2, 4, 1, 0), 2).forEach(c -> drawn.addAll(c.cases().subList(2, 6)));

    assertThat(drawn).containsExactlyInAnyOrder("s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11");
  }

  @Test
  void withoutUnlabeledSlicesTheirTensorIsAbsent() {
    try (TwoStreamBatchSource source = start(settings(2, 0, 1, 0))) {
      assertThat(source.next().tensors()).doesNotContainKey(Batch.IMAGE_UNLABELED);
    }
  }

  @Test
  void withoutAugmentationASliceIsOnlyResized() {
    BatchSettings plain = new BatchSettings(1, 0, List.of(6, 4), Augmentations.named("none"), 1, 0);
    try (TwoStreamBatchSource source = start(plain)) {
      Batch batch = source.next();
      int slice = Integer.parseInt(batch.cases().get(0).substring(1));

      assertThat(batch.tensors().get(Batch.IMAGE_LABELED).toFloats())
          .isEqualTo(DATASET.trainingSample(slice).image());
    }
  }

  @Test
  void aBatchIsLeftAloneWhileTheOthersAreFilled() throws InterruptedException {
    int workers = 2;
    // Every buffer of the ring is filled once; the first must not be filled again.
    CountDownLatch reads = new CountDownLatch((workers + 2) * 4);
    Dataset counting = mock(Dataset.class);
    when(counting.channels()).thenReturn(1);
    when(counting.trainingSource(anyInt()))
        .thenAnswer(
            call -> {
              reads.countDown();
              return DATASET.trainingSource(call.getArgument(0));
            });
    try (TwoStreamBatchSource source =
        TwoStreamBatchSource.start(counting, SPLIT, settings(2, 2, workers, 0), KEY)) {
      Batch first = source.next();

      assertThat(reads.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(Copy.of(first)).isEqualTo(take(settings(2, 2, 1, 0), 1).get(0));
    }
  }

  @Test
  void buffersAreReused() {
    Set<HostTensor> tensors = Collections.newSetFromMap(new IdentityHashMap<>());
    try (TwoStreamBatchSource source = start(settings(1, 1, 2, 0))) {
      IntStream.range(0, 50).forEach(i -> tensors.addAll(source.next().tensors().values()));
    }

    assertThat(tensors).hasSize(4 * 3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void anUnreadableSliceSurfacesAsItWasReported(int workers) {
    Dataset broken = new RecordedDataset(12, OptionalInt.of(2));
    try (TwoStreamBatchSource source =
        TwoStreamBatchSource.start(broken, SPLIT, settings(4, 1, workers, 0), KEY)) {
      assertThatThrownBy(source::next)
          .isInstanceOf(UserException.class)
          .hasMessage("Slice 2 is damaged: fetch it again.");
    }
  }

  @Test
  void aThreadOutOfMemorySurfacesAsThat() {
    Dataset large = mock(Dataset.class);
    when(large.channels()).thenReturn(1);
    when(large.trainingSource(anyInt())).thenThrow(new OutOfMemoryError("Java heap space"));
    try (TwoStreamBatchSource source =
        TwoStreamBatchSource.start(large, SPLIT, settings(1, 1, 1, 0), KEY)) {
      assertThatThrownBy(source::next)
          .isInstanceOf(OutOfMemoryError.class)
          .hasMessage("Java heap space");
    }
  }

  @Test
  void closingStopsTheThreads() {
    TwoStreamBatchSource source = start(settings(1, 1, 3, 0));
    source.next();

    source.close();
    source.close();

    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(t -> t.isAlive() && t.getName().startsWith("icl-data-"));
    assertThatThrownBy(source::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the batch source is closed");
  }

  @Test
  void waitingIsCounted() {
    try (TwoStreamBatchSource source = start(settings(1, 1, 1, 0))) {
      source.next();
      source.next();

      assertThat(source.waited().batches()).isEqualTo(2);
      assertThat(source.waited().nanoseconds()).isPositive();
    }
  }

  @Test
  void labeledBatchesWithoutLabeledSlicesAreRefused() {
    LabeledSplit none = LabeledSplit.ofFirstPatients(DATASET.trainingSamples(), 0);

    assertThatThrownBy(() -> TwoStreamBatchSource.start(DATASET, none, settings(8, 8, 1, 0), KEY))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "train.labeled_batch is 8, but no training scan is labelled: set data.labeled to 1 or"
                + " more.");
  }

  @Test
  void unlabeledBatchesWithoutUnlabeledSlicesAreRefused() {
    LabeledSplit all = LabeledSplit.ofFirstPatients(DATASET.trainingSamples(), 12);

    assertThatThrownBy(() -> TwoStreamBatchSource.start(DATASET, all, settings(8, 8, 1, 0), KEY))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "train.unlabeled_batch is 8, but every training scan is labelled: lower data.labeled,"
                + " or set train.unlabeled_batch to 0.");
  }

  @Test
  void aPatchOfOneSizeIsRefused() {
    BatchShape lines = new BatchShape(1, 1, List.of(96));

    assertThatThrownBy(() -> BatchSettings.of(DataConfig.of(new PhantomProvider()), lines, 0))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "train.patch is [96]: give two sizes, rows and columns, as [256, 256], or three, slices, rows and columns, as [32, 96, 96].");
  }

  @Test
  void aShareOfForegroundIsForVolumesAlone() {
    DataConfig data =
        Records.with(DataConfig.of(new PhantomProvider()), Map.of("foreground_share", 0.5));

    assertThatThrownBy(() -> BatchSettings.of(data, new BatchShape(1, 1, List.of(32, 32)), 0))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "data.foreground_share is 0.5, but train.patch [32, 32] makes images of whole slices: set it to 0, or give three sizes.");
  }

  @Test
  void noWorkerIsRefused() {
    assertThatThrownBy(() -> settings(1, 1, 0, 0))
        .isInstanceOf(UserException.class)
        .hasMessage("data.workers is 0: set it to 1 or more.");
  }

  private static BatchSettings settings(int labeled, int unlabeled, int workers, int start) {
    return new BatchSettings(
        labeled, unlabeled, List.of(8, 10), Augmentations.named("authors"), workers, start);
  }

  private static BatchSettings settings(String augment, int workers) {
    return new BatchSettings(3, 2, List.of(8, 10), Augmentations.named(augment), workers, 0);
  }

  private static TwoStreamBatchSource start(BatchSettings settings) {
    return TwoStreamBatchSource.start(DATASET, SPLIT, settings, KEY);
  }

  private static List<Copy> take(BatchSettings settings, int count) {
    try (TwoStreamBatchSource source = start(settings)) {
      return IntStream.range(0, count).mapToObj(i -> Copy.of(source.next())).toList();
    }
  }
}
