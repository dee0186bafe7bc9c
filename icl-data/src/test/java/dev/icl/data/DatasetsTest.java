package dev.icl.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.config.DataConfig;
import dev.icl.core.error.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetsTest {
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
            "data.name: there is no dataset '%s', known are acdc, amos22, brats19, folder, la, phantom; did you mean '%s'?"
                .formatted(name, nearest));
  }

  private static DataConfig config(String name) {
    return Configs.of(name, "");
  }
}
