package dev.icl.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.icl.app.checkpoint.DataFacts;
import dev.icl.app.checkpoint.KnownScans;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.checkpoint.Facts;
import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.data.model.DataProvenance;
import dev.icl.data.model.Dataset;
import dev.icl.data.print.KnownScan;
import dev.icl.data.print.ScanPrint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class SeenBeforeTest {
  private static final Path FILE = Path.of("start.safetensors");
  private static final KnownScan SEEN = scan("seen", "p1", 1);
  private static final KnownScan OTHER = scan("other", "p2", 2);

  @Test
  void aValidationScanThatTheWeightsLearnedFromIsRefusedByName() {
    SeenBefore before = SeenBefore.of(info("acdc", "p1\np2", List.of()));

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> before.requireApart(FILE, dataset("acdc", "p2", OTHER)))
        .withMessage(
            "train.from: start.safetensors was trained on the patient of case, which is a validation case here, so that scores would be too good to be true; split the data as it was then, or name other weights.");
    assertThatCode(() -> before.requireApart(FILE, dataset("acdc", "p3", OTHER)))
        .doesNotThrowAnyException();
    assertThatCode(() -> before.requireApart(FILE, dataset("la", "p2", OTHER)))
        .as("patients of another dataset are others")
        .doesNotThrowAnyException();
  }

  @Test
  void andByItsContentWhateverItIsCalled() {
    SeenBefore before = SeenBefore.of(info("acdc", "p1", List.of(SEEN)));
    KnownScan renamed = new KnownScan("case", "p9", SEEN.print());

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> before.requireApart(FILE, dataset("folder", "p9", renamed)))
        .withMessageContaining("was trained on the patient of case");
    assertThatCode(() -> before.requireApart(FILE, dataset("folder", "p9", OTHER)))
        .doesNotThrowAnyException();
  }

  @Test
  void whatWasSeenBeforeIsAddedOnce() {
    TrainedOn own = new TrainedOn(Set.of("p1"), new KnownScans(List.of(SEEN)));
    SeenBefore before = SeenBefore.of(info("acdc", "p1\np2", List.of(SEEN, OTHER)));

    TrainedOn all = own.after(before, "acdc");
    assertThat(all.patients()).containsExactly("p1", "p2");
    assertThat(all.prints().scans()).extracting(KnownScan::name).containsExactly("seen", "other");
    assertThat(own.after(before, "la").patients()).containsExactly("p1");
    assertThat(own.after(SeenBefore.NOTHING, "acdc")).isEqualTo(own);
  }

  private static CheckpointInfo info(String data, String patients, List<KnownScan> scans) {
    return new CheckpointInfo(
        1,
        Double.NaN,
        "icl",
        "unet2d",
        "",
        1,
        Facts.of(Map.of("data", data, "data_training_patients", patients))
            .with(DataFacts.TRAINING_SCANS, new KnownScans(scans)));
  }

  private static Dataset dataset(String name, String patient, KnownScan validation) {
    Dataset dataset = mock(Dataset.class);
    when(dataset.provenance()).thenReturn(new DataProvenance(name, "", 1, 1, 1, ""));
    when(dataset.validationCases()).thenReturn(List.of("case"));
    when(dataset.validationPatients()).thenReturn(List.of(patient));
    when(dataset.validationPrints()).thenReturn(List.of(validation));
    return dataset;
  }

  private static KnownScan scan(String name, String patient, int seed) {
    UniformRandomProvider random = RandomKey.of(seed).generator();
    float[] image = new float[3 * 24 * 24];
    for (int i = 0; i < image.length; i++) {
      image[i] = random.nextFloat();
    }
    return new KnownScan(name, patient, ScanPrint.of(image, 3));
  }
}
