package dev.icl.data.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.settings.OwnSettings;
import dev.icl.core.settings.Records;
import dev.icl.data.Configs;
import dev.icl.data.Datasets;
import dev.icl.data.Scans;
import dev.icl.data.catalog.Subset;
import dev.icl.data.model.Dataset;
import dev.icl.data.settings.DataConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Brats19Test {
  @TempDir private Path root;
  private Scans scans;

  @BeforeEach
  void folder() {
    scans = new Scans(root);
  }

  @Test
  void theSharedFolderHasListsWithTheNameBeforeAComma() {
    for (String name : new String[] {"BraTS19_A_1_1", "BraTS19_A_2_1", "BraTS19_B_1_1"}) {
      scans.both("data/" + name + ".h5", 2, 3, 4, 5);
    }
    scans.text("train.txt", "BraTS19_A_2_1,HGG\nBraTS19_A_1_1,HGG\n");
    scans.text("val.txt", "BraTS19_B_1_1\n");

    ListedCases listed = ListedCases.of(config().config());
    Dataset dataset = Datasets.open(config().config());

    assertThat(listed.problems()).isEmpty();
    assertThat(listed.names(Subset.LABELED)).containsExactly("BraTS19_A_2_1");
    assertThat(listed.names(Subset.UNLABELED)).containsExactly("BraTS19_A_1_1");
    assertThat(dataset.trainingSamples()).hasSize(6);
    assertThat(dataset.validationScan(0).label())
        .hasValueSatisfying(l -> assertThat(l).containsOnly(0, 1).contains(1));
  }

  @Test
  void theArchiveHasAFolderACase() {
    scan("HGG/BraTS19_A_1_1", true);
    scan("HGG/BraTS19_A_1_2", true);
    scan("LGG/BraTS19_B_7_1", true);
    scan("LGG/BraTS19_C_9_1", false);

    ListedCases listed = ListedCases.of(config().withPatients(1, 1, 0).config());
    Dataset dataset = Datasets.open(config().withPatients(1, 1, 0).config());

    assertThat(listed.problems()).isEmpty();
    assertThat(listed.catalog().cases())
        .extracting(c -> c.scan().patient())
        .containsOnly("BraTS19_A_1", "BraTS19_B_7", "BraTS19_C_9");
    assertThat(listed.names(Subset.UNLABELED)).containsExactly("BraTS19_C_9_1");
    // whole tumour, intensities from 0 to 1
    assertThat(dataset.validationScan(0).label())
        .hasValueSatisfying(l -> assertThat(l).containsOnly(0, 1).contains(1));
    assertThat(dataset.validationScan(0).image()).contains(0, 1);
  }

  @Test
  void aLabelMapWithoutItsImageIsFound() {
    scan("BraTS19_A_1_1", true);
    scans.label("BraTS19_B_1_1/BraTS19_B_1_1_seg.nii.gz", 2, 4);

    assertThat(ListedCases.of(config().config()).problems())
        .containsExactly(
            "ROOT/BraTS19_B_1_1 has a label map but no image BraTS19_B_1_1_flair.nii.gz: restore"
                + " it, or remove the folder.");
  }

  @Test
  void theArchiveHasFourChannels() {
    fourChannels("HGG/BraTS19_A_1_1");
    fourChannels("HGG/BraTS19_B_7_1");
    DataConfig all = with("flair", "t1", "t1ce", "t2");

    Dataset dataset = Datasets.open(all, 3);

    assertThat(dataset.channelNames()).containsExactly("flair", "t1", "t1ce", "t2");
    assertThat(dataset.trainingSample(0).channels()).isEqualTo(4);
    assertThat(Datasets.open(with("t1ce"), 3).channelNames()).containsExactly("t1ce");
    assertThat(Datasets.open(config().withPatients(1, 1, 0).config(), 3).channelNames())
        .containsExactly("image");
  }

  @Test
  void aChannelThatIsNotThereIsFound() {
    scan("BraTS19_A_1_1", true);
    scans.text("BraTS19_A_1_1/BraTS19_A_1_1_t1.nii.gz", "");

    assertThat(ListedCases.of(with("flair", "t2")).problems())
        .contains(
            "ROOT/BraTS19_A_1_1 has a label map but no image BraTS19_A_1_1_t2.nii.gz: restore it,"
                + " or remove the folder.");
  }

  @Test
  void theSharedFolderHasOneChannel() {
    scans.both("data/BraTS19_A_1_1.h5", 2, 3, 4, 5);
    scans.text("train.txt", "BraTS19_A_1_1\n");
    scans.text("val.txt", "");

    assertThat(ListedCases.of(with("flair", "t2")).problems())
        .contains(
            "ROOT holds FLAIR images alone, but data.channels asks for flair, t2: leave the key"
                + " out, or set data.root to the unpacked archive.");
  }

  @Test
  void bothLayoutsAreRecognised() {
    scan("HGG/BraTS19_A_1_1", true);

    assertThat(Datasets.recognise(root)).contains("brats19");
  }

  private void scan(String folder, boolean labelled) {
    String name = folder.substring(folder.lastIndexOf('/') + 1);
    scans.image(folder + "/" + name + "_flair.nii.gz", 2);
    scans.text(folder + "/" + name + "_t1.nii.gz", "not read");
    if (labelled) {
      scans.label(folder + "/" + name + "_seg.nii.gz", 2, 4);
    }
  }

  private void fourChannels(String folder) {
    String name = folder.substring(folder.lastIndexOf('/') + 1);
    for (String channel : BratsChannel.words()) {
      scans.image(folder + "/" + name + "_" + channel + ".nii.gz", 2);
    }
    scans.label(folder + "/" + name + "_seg.nii.gz", 2, 4);
  }

  private DataConfig with(String... channels) {
    DataConfig config = config().withPatients(1, 1, 0).config();
    return Records.withOwn(config, new OwnSettings(new BratsSettings(List.of(channels)), Map.of()));
  }

  private Configs config() {
    return Configs.at("brats19", root.toString());
  }
}
