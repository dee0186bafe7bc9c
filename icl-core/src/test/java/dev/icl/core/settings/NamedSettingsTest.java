package dev.icl.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamedSettingsTest {
  record Teacher(double weight, double decay) {}

  record Shared(List<Integer> widths, String kind, String shape) {}

  record Wide(@Inline Shared shared, Teacher teacher) {}

  record Narrow(List<Integer> widths, int kind, Teacher teacher) {}

  private record Named<S extends Record>(String name, S defaults) implements Provider<S> {
    @Override
    public String description() {
      return name;
    }
  }

  private static final Provider<Wide> WIDE =
      new Named<>("wide", new Wide(new Shared(List.of(1), "plain", "box"), new Teacher(0.5, 0.9)));
  private static final Provider<Narrow> NARROW =
      new Named<>("narrow", new Narrow(List.of(2), 7, new Teacher(1, 0.99)));

  @Test
  void theKeysOfInlinedRecordsStandInTheSectionItself() {
    assertThat(Records.entries(NamedSettings.of(WIDE)))
        .extracting(Records.Entry::key)
        .containsExactly("name", "widths", "kind", "shape", "teacher");
  }

  @Test
  void valuesReachInlinedRecordsAndOwnSettings() {
    NamedSettings changed =
        Records.with(NamedSettings.of(WIDE), Map.of("kind", "fancy", "name", "other"));

    assertThat(changed.name()).isEqualTo("other");
    assertThat(changed.own().values())
        .isEqualTo(new Wide(new Shared(List.of(1), "fancy", "box"), new Teacher(0.5, 0.9)));
  }

  @Test
  void anotherProviderTakesTheKeysOfTheSameType() {
    NamedSettings wide =
        NamedSettings.of(WIDE, new Wide(new Shared(List.of(5), "x", "box"), new Teacher(3, 0.9)));

    NamedSettings narrow = wide.as(NARROW, key -> key.equals("teacher.decay"));

    assertThat(narrow.own().of(NARROW)).isEqualTo(new Narrow(List.of(5), 7, new Teacher(3, 0.99)));
  }

  @Test
  void whatWasKeptForAnotherProviderComesBack() {
    NamedSettings given =
        new NamedSettings("narrow", new OwnSettings(NARROW.defaults(), Map.of("shape", "x")));

    assertThat(given.as(WIDE).value("shape")).contains("x");
    assertThat(given.value("widths")).contains(List.of(2));
    assertThat(given.value("depth")).isEmpty();
  }

  @Test
  void settingsAreThoseOfTheirProviderAlone() {
    assertThatIllegalArgumentException().isThrownBy(() -> NamedSettings.of(WIDE).own().of(NARROW));
  }

  @Test
  void twoProvidersOfOneNameAreRefused() {
    assertThatThrownBy(
            () -> new Providers<>("network", "network", List.of(WIDE, NARROW, clone(WIDE))))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("network.name: two plugins on the class path are named 'wide', ");
  }

  @Test
  void anUnknownNameIsRefusedWithTheNearest() {
    Providers<Provider<?>> providers = new Providers<>("network", "network", List.of(WIDE, NARROW));

    assertThat(providers.names()).containsExactly("wide", "narrow");
    assertThatThrownBy(() -> providers.select("widee"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "network.name: there is no network 'widee'; available: wide, narrow; did you mean"
                + " 'wide', or is the jar of a plugin missing from --class-path?");
  }

  private static <S extends Record> Provider<S> clone(Provider<S> provider) {
    return new Named<>(provider.name(), provider.defaults());
  }
}
