package dev.icl.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.batch.Batch;
import dev.icl.core.batch.BatchRequest;
import dev.icl.core.batch.BatchStream;
import dev.icl.core.batch.View;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.data.augment.Augmentations;
import dev.icl.data.model.Dataset;
import dev.icl.data.model.LabeledSplit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches of other views than the usual ones, of slices of 6×4 resized to 8×10. */
class ViewsTest {
  private static final RandomKey KEY = RandomKey.of(1).child("batches");
  private static final Dataset DATASET = RecordedDataset.of(12);
  private static final LabeledSplit SPLIT =
      LabeledSplit.ofFirstPatients(DATASET.trainingSamples(), 4);
  private static final int PIXELS = 8 * 10;
  private static final BatchRequest MANY =
      new BatchRequest(
          BatchStream.labeled(View.weak(), View.strong("strong"), View.independent("other")),
          BatchStream.unlabeled(View.weak(), View.strong("s1"), View.strong("s2")),
          BatchStream.moreUnlabeled("partners", View.weak()));

  private record Copy(Map<String, List<Double>> tensors, List<String> cases) {}

  @Test
  void everyViewHasItsTensorOfTheStreamsSize() {
    try (TwoStreamBatchSource source = start(settings("authors", 1).with(MANY))) {
      Map<String, HostTensor> tensors = source.next().tensors();

      assertThat(tensors.keySet()).isEqualTo(MANY.tensors());
      assertThat(tensors.get("image_labeled_strong").shape()).isEqualTo(Shape.of(2, 1, 8, 10));
      assertThat(tensors.get("label_labeled_other").shape()).isEqualTo(Shape.of(2, 8, 10));
      assertThat(tensors.get("image_unlabeled_s2").shape()).isEqualTo(Shape.of(3, 1, 8, 10));
      assertThat(tensors.get("image_partners").shape()).isEqualTo(Shape.of(3, 1, 8, 10));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"authors", "amos+intensity+elastic"})
  void moreViewsLeaveTheUsualOnesAsTheyAre(String augment) {
    List<Copy> usual = take(settings(augment, 1), 10);
    List<Copy> many = take(settings(augment, 1).with(MANY), 10);

    for (int i = 0; i < 10; i++) {
      assertThat(many.get(i).tensors()).containsAllEntriesOf(usual.get(i).tensors());
      assertThat(many.get(i).cases().subList(0, 5)).isEqualTo(usual.get(i).cases());
    }
  }

  /** The checksums are those of the release before views. */
  @ParameterizedTest
  @CsvSource({"authors, 2200104780", "amos+intensity+elastic, 314743282"})
  void theUsualBatchesAreWhatTheyAlwaysWere(String augment, long checksum) {
    CRC32 crc = new CRC32();
    try (TwoStreamBatchSource source = start(settings(augment, 2))) {
      for (int i = 0; i < 20; i++) {
        Batch batch = source.next();
        for (String name :
            List.of(Batch.IMAGE_LABELED, Batch.LABEL_LABELED, Batch.IMAGE_UNLABELED)) {
          for (double value : batch.tensors().get(name).toDoubles()) {
            int bits = Float.floatToIntBits((float) value);
            crc.update(
                new byte[] {
                  (byte) (bits >> 24), (byte) (bits >> 16), (byte) (bits >> 8), (byte) bits
                });
          }
        }
      }
    }
    assertThat(crc.getValue()).isEqualTo(checksum);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void contentDoesNotDependOnTheNumberOfThreads(int workers) {
    assertThat(take(settings("authors+intensity", workers).with(MANY), 20))
        .isEqualTo(take(settings("authors+intensity", 1).with(MANY), 20));
  }

  /** The set changes about two of three samples; the others tell of the geometry. */
  @Test
  void aStrongViewHasTheGeometryOfTheWeakOneAndOtherIntensities() {
    int unchanged = 0;
    int changed = 0;
    for (Copy batch : take(settings("authors", 1).with(MANY), 40)) {
      for (int sample = 0; sample < 3; sample++) {
        List<Double> weak = row(batch, "image_unlabeled", sample);
        if (row(batch, "image_unlabeled_s1", sample).equals(weak)) {
          unchanged++;
        } else {
          changed++;
        }
      }
    }

    assertThat(unchanged).isBetween(20, 60);
    assertThat(changed).isGreaterThan(60);
  }

  @Test
  void strongViewsAreChangedEachByItself() {
    long alike =
        take(settings("authors", 1).with(MANY), 40).stream()
            .filter(
                batch ->
                    batch
                        .tensors()
                        .get("image_unlabeled_s1")
                        .equals(batch.tensors().get("image_unlabeled_s2")))
            .count();

    assertThat(alike).isLessThan(10);
  }

  @Test
  void aStrongViewStartsFromWhatTheConfigurationMakesOfTheSample() {
    List<Copy> plain = take(settings("none", 1), 60);
    List<Copy> elastic = take(settings("elastic", 1).with(MANY), 60);
    int unchanged = 0;
    for (int i = 0; i < 60; i++) {
      for (int sample = 0; sample < 2; sample++) {
        List<Double> weak = row(elastic.get(i), "image_labeled", sample);
        boolean deformed = !weak.equals(row(plain.get(i), "image_labeled", sample));
        if (deformed && weak.equals(row(elastic.get(i), "image_labeled_strong", sample))) {
          unchanged++;
        }
      }
    }

    assertThat(unchanged).isPositive();
  }

  @Test
  void aViewOfAnotherGeometryHasItsOwnLabels() {
    int different = 0;
    for (Copy batch : take(settings("authors", 1).with(MANY), 20)) {
      List<Double> image = batch.tensors().get("image_labeled_other");
      List<Double> label = batch.tensors().get("label_labeled_other");
      for (int at = 0; at < label.size(); at++) {
        assertThat(label.get(at)).isEqualTo(Math.floor(image.get(at)));
      }
      different += image.equals(batch.tensors().get("image_labeled")) ? 0 : 1;
    }

    assertThat(different).isGreaterThan(10);
  }

  @Test
  void anotherStreamOfThePoolHasAnOrderOfItsOwn() {
    List<String> unlabeled = new ArrayList<>();
    List<String> partners = new ArrayList<>();
    for (Copy batch : take(settings("none", 1).with(MANY), 8)) {
      unlabeled.addAll(batch.cases().subList(2, 5));
      partners.addAll(batch.cases().subList(5, 8));
    }

    // three epochs of eight slices
    assertThat(partners.subList(0, 8)).containsExactlyInAnyOrderElementsOf(unlabeled.subList(0, 8));
    assertThat(partners).isNotEqualTo(unlabeled);
  }

  @Test
  void samplesThatStandInForUnlabelledOnesAreLabelled() {
    BatchSettings settings = settings("none", 1).with(BatchRequest.labeledInPlaceOfBoth());
    try (TwoStreamBatchSource source = start(settings)) {
      Batch batch = source.next();

      assertThat(batch.tensors()).containsOnlyKeys(Batch.IMAGE_LABELED, Batch.LABEL_LABELED);
      assertThat(batch.cases()).hasSize(5).allMatch(name -> name.matches("s[0-3]"));
    }
  }

  @Test
  void setsThatMoveVoxelsAreNoChangesOfIntensity() {
    View deformed = View.strong("strong", "elastic");
    BatchRequest request = new BatchRequest(BatchStream.labeled(View.weak(), deformed));

    assertThatThrownBy(() -> start(settings("authors", 1).with(request)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "there is no set of intensity changes 'elastic'; available: intensity, jitter and sharp-jitter");
  }

  private static List<Double> row(Copy batch, String tensor, int sample) {
    return batch.tensors().get(tensor).subList(sample * PIXELS, (sample + 1) * PIXELS);
  }

  private static BatchSettings settings(String augment, int workers) {
    return new BatchSettings(2, 3, List.of(8, 10), Augmentations.named(augment), workers, 0);
  }

  private static TwoStreamBatchSource start(BatchSettings settings) {
    return TwoStreamBatchSource.start(DATASET, SPLIT, settings, KEY);
  }

  private static List<Copy> take(BatchSettings settings, int count) {
    List<Copy> copies = new ArrayList<>();
    try (TwoStreamBatchSource source = start(settings)) {
      for (int i = 0; i < count; i++) {
        Batch batch = source.next();
        Map<String, List<Double>> tensors = new HashMap<>();
        batch
            .tensors()
            .forEach(
                (name, tensor) ->
                    tensors.put(name, Arrays.stream(tensor.toDoubles()).boxed().toList()));
        copies.add(new Copy(tensors, batch.cases()));
      }
    }
    return copies;
  }
}
