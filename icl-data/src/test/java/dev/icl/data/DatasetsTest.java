package dev.icl.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.settings.NoSettings;
import dev.icl.core.settings.Provider;
import dev.icl.core.settings.Providers;
import dev.icl.core.settings.Rules;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.ReadingRules;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.SliceAxis;
import dev.icl.data.settings.DataConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetsTest {
  @TempDir private Path root;

  @Test
  void thePhantomIsOpenedByName() {
    assertThat(Datasets.open(config("phantom")).classNames())
        .containsExactly("background", "RV", "Myo", "LV");
  }

  @ParameterizedTest
  @CsvSource({"ACDC2, acdc", "acd, acdc", "fantom, phantom"})
  void anUnknownNameIsRefusedWithTheNearestKnownOne(String name, String nearest) {
    assertThatThrownBy(() -> Datasets.open(config(name)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "data.name: there is no dataset '%s'; available: acdc, amos22, brats19, folder, la, nnunet, phantom, phantom3d; did you mean '%s', or is the jar of a plugin missing from --class-path?"
                .formatted(name, nearest));
  }

  @Test
  void everyDatasetSaysWhatItIs() {
    assertThat(Datasets.installed().all())
        .extracting(Provider::description)
        .allMatch(line -> !line.isBlank() && !line.endsWith("."))
        .doesNotHaveDuplicates();
  }

  @Test
  void aParticularLayoutGoesBeforeAGeneralOne() throws IOException {
    Files.createDirectory(root.resolve("images"));
    assertThat(Datasets.recognise(root)).contains("folder");

    Files.createDirectory(root.resolve("2018LA_Seg_Training Set"));

    assertThat(Datasets.recognise(root)).contains("la");
  }

  @Test
  void onlyADatasetWithFilesNeedsAFolder() {
    assertThat(broken(config("phantom"))).isEmpty();
    assertThat(broken(config("la")))
        .containsExactly("root must name the folder of the dataset la, but is ''");
    assertThat(broken(config("nowhere"))).isEmpty();
    assertThatThrownBy(() -> Datasets.catalog(config("phantom"), new DatasetDiagnostics()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "data.name is phantom, which is drawn and has no files: name a folder of scans.");
  }

  @Test
  void theKeysThatDecideTheScansAreNamed() {
    assertThat(Datasets.source("phantom")).isEqualTo("data.phantom_* describe");
    assertThat(Datasets.source("acdc")).isEqualTo("data.root and data.split give");
    assertThat(Datasets.source("of a jar that is gone")).isEqualTo("the section data describes");
  }

  @Test
  void aMissingFolderIsRefusedInTheWordsOfTheLayout() {
    DataConfig data = Configs.of("listed", root.resolve("gone").toString());

    assertThatThrownBy(() -> new Listed().open(new NoSettings(), data, 2))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "The folder data.root '%s' does not exist: set it to the folder that holds cases.txt."
                .formatted(root.resolve("gone")));
  }

  private static List<String> broken(DataConfig data) {
    List<String> broken = new ArrayList<>();
    Providers<DatasetProvider<?>> known = Datasets.installed();
    Datasets.check(
        known,
        data,
        new Rules() {
          @Override
          public void must(boolean holds, String key, String rule, Object value) {
            if (!holds) {
              broken.add("%s must %s, but is %s".formatted(key, rule, value));
            }
          }

          @Override
          public boolean unread(String... keys) {
            return false;
          }
        });
    return broken;
  }

  private static DataConfig config(String name) {
    return Configs.of(name, "");
  }

  /** The least that a layout of another jar says. */
  private static final class Listed implements DatasetLayout<NoSettings> {
    @Override
    public String name() {
      return "listed";
    }

    @Override
    public String description() {
      return "a layout of a test";
    }

    @Override
    public NoSettings defaults() {
      return new NoSettings();
    }

    @Override
    public boolean recognises(Path folder) {
      return Files.exists(folder.resolve("cases.txt"));
    }

    @Override
    public Catalog catalog(
        NoSettings settings, DataConfig data, Path folder, DatasetDiagnostics findings) {
      return new Catalog(name(), folder, rules(data), List.of());
    }

    @Override
    public ReadingRules inputs(NoSettings settings, DataConfig data, AxisOrder order) {
      return rules(data);
    }

    @Override
    public String rootHint() {
      return "the folder that holds cases.txt";
    }

    private static ReadingRules rules(DataConfig data) {
      return ReadingRules.of(List.of("background", "organ"), SliceAxis.THIRD)
          .along(data.sliceAxis());
    }
  }
}
