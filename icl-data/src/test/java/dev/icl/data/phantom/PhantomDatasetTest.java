package dev.icl.data.phantom;

import static dev.icl.data.phantom.PhantomScans.count;
import static dev.icl.data.phantom.PhantomScans.labels;
import static dev.icl.data.phantom.PhantomScans.volumes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.error.UserException;
import dev.icl.data.model.Dataset;
import dev.icl.data.model.LabeledSplit;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PhantomDatasetTest {
  private final Dataset phantom = phantom(4, 3, 2023);

  @Test
  void theSameSeedMakesTheSameScans() {
    Dataset again = phantom(4, 3, 2023);

    assertThat(again.trainingSamples()).isEqualTo(phantom.trainingSamples());
    assertThat(again.trainingSample(5).image()).isEqualTo(phantom.trainingSample(5).image());
    assertThat(again.validationScan(1).label()).contains(labels(phantom.validationScan(1)));
    assertThat(again.provenance()).isEqualTo(phantom.provenance());
  }

  @Test
  void anotherSeedMakesOtherScans() {
    Dataset other = phantom(4, 3, 2024);

    assertThat(other.validationScan(0).image()).isNotEqualTo(phantom.validationScan(0).image());
    assertThat(other.provenance().fingerprint()).isNotEqualTo(phantom.provenance().fingerprint());
  }

  @Test
  void aLargerPhantomStartsWithThePatientsOfASmallerOne() {
    Dataset larger = phantom(6, 3, 2023);

    assertThat(larger.trainingSamples())
        .startsWith(phantom.trainingSamples().toArray(new SampleId[0]));
    assertThat(larger.trainingSample(3).image()).isEqualTo(phantom.trainingSample(3).image());
    assertThat(larger.validationScan(2).image()).isEqualTo(phantom.validationScan(2).image());
  }

  /** The default benchmark's data: other numbers here are another benchmark. */
  @Test
  void theDefaultPhantomIsThisOne() {
    Dataset defaults =
        new PhantomDataset(PhantomSettings.defaults(), 0, PhantomDifficulty.defaults());
    Sample first = defaults.validationScan(0);

    assertThat(PhantomDifficulty.defaults())
        .isEqualTo(new PhantomDifficulty(0.02, 0.05, 0.3, 0.12, 9, 0.05, 0.45, 0, 5));
    assertThat(defaults.trainingSamples()).hasSize(334);
    assertThat(defaults.trainingSamples().stream().map(SampleId::patient).distinct()).hasSize(40);
    assertThat(defaults.validationPatients()).hasSize(8).doesNotHaveDuplicates();
    assertThat(List.of(first.size(0), first.size(1), first.size(2))).containsExactly(7, 65, 64);
    assertThat(List.of(1, 2, 3))
        .extracting(c -> count(labels(first), c))
        .containsExactly(516, 1140, 839);
    double sum = 0;
    for (float v : first.image()) {
      sum += v;
    }
    assertThat(sum / first.image().length).isCloseTo(0.2471374, within(1e-6));
  }

  @Test
  void everyVolumeHoldsEveryClass() {
    for (Sample volume : volumes(phantom(1, 8, 2023))) {
      assertThat(classes(labels(volume))).containsExactlyInAnyOrder(0, 1, 2, 3);
    }
  }

  @Test
  void intensitiesFillTheRangeFromZeroToOne() {
    for (Sample volume : volumes(phantom)) {
      float[] sorted = volume.image().clone();
      Arrays.sort(sorted);

      assertThat(sorted[0]).isZero();
      assertThat(sorted[sorted.length - 1]).isEqualTo(1);
    }
  }

  @Test
  void noSliceIsSquareAndSizesVary() {
    Set<String> sizes = new HashSet<>();
    for (Sample volume : volumes(phantom(1, 8, 2023))) {
      sizes.add(volume.size(1) + "x" + volume.size(2));

      assertThat(volume.size(1)).isBetween(64, 80).isNotEqualTo(volume.size(2));
      assertThat(volume.size(2)).isBetween(64, 80);
      assertThat(volume.size(0)).isBetween(6, 10);
    }
    assertThat(sizes).hasSizeGreaterThan(4);
  }

  @Test
  void theRightVentricleEndsBeforeTheApex() {
    Sample volume = phantom.validationScan(0);
    int size = volume.size(1) * volume.size(2);
    byte[] label = labels(volume);
    byte[] base = Arrays.copyOfRange(label, 0, size);
    byte[] apex = Arrays.copyOfRange(label, label.length - size, label.length);

    assertThat(count(base, 1)).isPositive();
    assertThat(count(apex, 1)).isLessThan(count(base, 1));
    assertThat(count(apex, 3)).isLessThan(count(base, 3));
  }

  @Test
  void withoutNoiseAndBiasTheCavityIsUniform() {
    PhantomDifficulty clean = new PhantomDifficulty(0, 0, 0, 0.2, 10, 0.05, 0, 0, 0);
    Dataset exact = new PhantomDataset(new PhantomSettings(1, 1, 1), 0, clean);
    Sample volume = exact.validationScan(0);
    byte[] label = labels(volume);
    Set<Float> cavity = new HashSet<>();
    for (int i = 0; i < label.length; i++) {
      if (label[i] == 3) {
        cavity.add(volume.image()[i]);
      }
    }

    // Without noise and bias only pixels on a border differ from pure blood.
    assertThat(cavity).hasSizeLessThan(40);
  }

  @Test
  void trainingSlicesNameTheirPatient() {
    assertThat(phantom.trainingSamples().get(0).name()).isEqualTo("phantom001_slice_01");
    LabeledSplit split = LabeledSplit.ofFirstPatients(phantom.trainingSamples(), 3);
    assertThat(split.unlabeled())
        .allMatch(i -> phantom.trainingSamples().get(i).patient().equals("phantom004"));
  }

  @Test
  void namesAndFingerprintAreTheSameInEveryLanguage() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("fa-IR"));
      Dataset persian =
          new PhantomDataset(PhantomSettings.defaults(), 0, PhantomDifficulty.defaults());

      assertThat(persian.trainingSamples().get(0).name()).isEqualTo("phantom001_slice_01");
      Locale.setDefault(Locale.ROOT);
      assertThat(persian.provenance())
          .isEqualTo(
              new PhantomDataset(PhantomSettings.defaults(), 0, PhantomDifficulty.defaults())
                  .provenance());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aTrainingSliceIsKeptOnceMade() {
    Sample first = phantom.trainingSample(0);

    assertThat(phantom.trainingSample(0)).isSameAs(first);
  }

  @Test
  void aPhantomWithoutPatientsIsRefused() {
    assertThatThrownBy(() -> phantom(0, 1, 1))
        .isInstanceOf(UserException.class)
        .hasMessage("data.phantom_patients is 0: set it to 1 or more.");
  }

  @Test
  void anotherDrawingLabelsOtherPatientsAndChangesNothingElse() {
    Dataset list = phantom(12, 2, 1);
    Dataset drawn =
        new PhantomDataset(new PhantomSettings(12, 2, 1), 1, PhantomDifficulty.defaults());

    assertThat(drawn.labeledSplit(3).labeled()).isNotEqualTo(list.labeledSplit(3).labeled());
    assertThat(drawn.labeledSplit(3))
        .isEqualTo(LabeledSplit.ofPatients(list.trainingSamples(), 3, 1));
    assertThat(drawn.trainingSamples()).isEqualTo(list.trainingSamples());
    assertThat(drawn.validationCases()).isEqualTo(list.validationCases());
  }

  private static Dataset phantom(int patients, int validation, long seed) {
    return new PhantomDataset(
        new PhantomSettings(patients, validation, seed), 0, PhantomDifficulty.defaults());
  }

  private static Set<Integer> classes(byte[] label) {
    Set<Integer> classes = new HashSet<>();
    for (byte l : label) {
      classes.add((int) l);
    }
    return classes;
  }
}
