package dev.icl.data.acdc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.data.model.LabeledSplit;
import dev.icl.data.sample.Sample;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The benchmark's own files, wherever {@code -Dicl.acdc.root=FOLDER} says they are. The hashes are
 * of little-endian float32 intensities as h5py reads them.
 */
@EnabledIfSystemProperty(
    named = "icl.acdc.root",
    matches = ".+",
    disabledReason = "needs the ACDC folder: -Dicl.acdc.root=FOLDER")
class AcdcBenchmarkTest {
  private final AcdcDataset dataset = AcdcDataset.open(System.getProperty("icl.acdc.root"));

  @ParameterizedTest
  @CsvSource({"1, 32", "3, 68", "7, 136", "14, 256", "21, 396", "28, 512", "35, 664", "70, 1312"})
  void labeledPatientsAreTheBenchmarksSlices(int patients, int slices) {
    List<Integer> labeled =
        LabeledSplit.ofFirstPatients(dataset.trainingSamples(), patients).labeled();

    assertThat(labeled).hasSize(slices).endsWith(slices - 1);
  }

  @Test
  void aSliceHasTheValuesAnotherReaderFinds() {
    Sample slice = dataset.trainingSample(index("patient099_frame02_slice_1"));

    assertThat(slice.size(0)).isEqualTo(224);
    assertThat(slice.size(1)).isEqualTo(154);
    assertThat(sha256(slice.image()))
        .isEqualTo("603ff4418553c3b4764168331c3080c20c347cff2e9be149efa73077d8c0eb59");
  }

  @Test
  void aVolumeHasTheValuesAnotherReaderFinds() {
    Sample volume = dataset.validationScan(dataset.validationCases().indexOf("patient078_frame01"));

    assertThat(volume.size(0)).isEqualTo(8);
    assertThat(sha256(volume.image()))
        .isEqualTo("3cd09bf908fb8c3ab18dbc4db020e2d72422adad5d6cc2eb58e91a23668b110f");
  }

  private int index(String name) {
    return dataset.trainingSamples().stream().map(s -> s.name()).toList().indexOf(name);
  }

  private static String sha256(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.array());
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
