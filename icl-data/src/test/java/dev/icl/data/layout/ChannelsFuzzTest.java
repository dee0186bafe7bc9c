package dev.icl.data.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.error.UserException;
import dev.icl.core.fuzz.Fuzz;
import dev.icl.core.random.RandomKey;
import dev.icl.data.Configs;
import dev.icl.data.Datasets;
import dev.icl.data.Scans;
import dev.icl.data.model.Dataset;
import dev.icl.data.model.FirstPass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged datasets of several channels, as slices and as volumes: read, or refused in sentences.
 */
class ChannelsFuzzTest {
  private static final String NNUNET =
      """
      {"channel_names": {"0": "FLAIR", "1": "T1"},
       "labels": {"background": 0, "edema": 1, "core": 2},
       "numTraining": 2, "file_ending": ".nii"}
      """;
  private static final String DECATHLON =
      """
      {"modality": {"0": "CT"}, "labels": {"0": "background", "1": "liver", "2": "tumour"},
       "training": [{"image": "./imagesTr/p1_0000.nii", "label": "./labelsTr/p1.nii"},
                    {"image": "./imagesTr/p2_0000.nii", "label": "./labelsTr/p2.nii"}],
       "test": ["./imagesTr/p3_0000.nii"]}
      """;

  @TempDir private Path root;

  @BeforeEach
  void threeScansOfTwoChannels() {
    Scans scans = new Scans(root);
    for (String name : List.of("p1", "p2", "p3")) {
      scans.image("imagesTr/" + name + "_0000.nii", 2);
      scans.image("imagesTr/" + name + "_0001.nii", 2);
    }
    scans.label("labelsTr/p1.nii", 2, 1);
    scans.label("labelsTr/p2.nii", 2, 2);
    scans.text("dataset.json", NNUNET);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  @Timeout(3600)
  void everyMutationOfOneChannelIsReadOrRefused(int rank) throws IOException {
    Path channel = root.resolve("imagesTr/p1_0001.nii");
    byte[] valid = Files.readAllBytes(channel);

    run(new Fuzz(channel, file -> read("nnunet", rank), (original, mutation) -> mutation), valid);
  }

  @ParameterizedTest
  @CsvSource({"nnunet, 3", "amos22, 2"})
  @Timeout(3600)
  void everyMutationOfADescriptionIsReadOrRefused(String name, int rank) throws IOException {
    byte[] valid = (name.equals("nnunet") ? NNUNET : DECATHLON).getBytes(StandardCharsets.UTF_8);

    run(
        new Fuzz(root.resolve("dataset.json"), file -> inSentences(name, rank), (original, m) -> m),
        valid);
  }

  @Test
  void theValidOnesAreRead() throws IOException {
    assertThat(read("nnunet", 3).channels()).isEqualTo(2);
    Files.writeString(root.resolve("dataset.json"), DECATHLON);
    assertThat(read("amos22", 2).channels()).isEqualTo(1);
  }

  private static void run(Fuzz fuzz, byte[] valid) throws IOException {
    int count = Fuzz.mutations(400);

    Fuzz.Outcome outcome = fuzz.run(List.of(valid), RandomKey.of(4).child("channels"), count);

    System.out.println("Channels: " + outcome);
    assertThat(outcome.read()).isPositive();
    assertThat(outcome.refused()).isPositive();
    assertThat(outcome.read() + outcome.refused()).isEqualTo(count);
  }

  private Dataset read(String name, int rank) {
    Dataset dataset = Datasets.open(Configs.of(name, root.toString()), rank);
    dataset.readAll(FirstPass.SILENT);
    for (int i = 0; i < dataset.trainingSamples().size(); i++) {
      assertThat(dataset.trainingSample(i).channels()).isEqualTo(dataset.channels());
    }
    return dataset;
  }

  /** One sentence a problem, which need not name the description. */
  private void inSentences(String name, int rank) {
    try {
      read(name, rank);
    } catch (UserException e) {
      // the last one of many tells how many are left out
      assertThat(e.getMessage().lines()).isNotEmpty().allMatch(line -> line.matches(".*\\.\\)?"));
      throw new UserException("dataset.json was refused.", e);
    }
  }
}
