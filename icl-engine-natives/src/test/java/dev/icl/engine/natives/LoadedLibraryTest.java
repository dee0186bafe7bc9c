package dev.icl.engine.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class LoadedLibraryTest {
  private final LoadedLibrary c = LoadedLibrary.find("libc.so.6").orElseThrow();

  @Test
  void functionsOfALoadedLibraryCanBeCalled() {
    assertThat(c.call("abs", -7)).isEqualTo(7);
    assertThat(c.number("labs", -(1L << 40))).isEqualTo(1L << 40);
    assertThat(c.asks("isdigit", (int) 'a')).isFalse();
    assertThat(c.has("abs", "labs")).isTrue();
    assertThat(c.has("abs", "no_such_function")).isFalse();
    assertThatThrownBy(() -> c.call("no_such_function"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has no no_such_function");
  }

  @Test
  void nothingIsLoadedToBeFound() {
    assertThat(LoadedLibrary.find("libresolv.so.2.of.another.system")).isEmpty();
  }

  /** A C++ {@code bool} is the lowest byte of what comes back. */
  @Test
  void truthIsOneByte() {
    assertThat(c.asks("abs", 256)).isFalse();
    assertThat(c.asks("abs", LoadedLibrary.truth(true))).isTrue();
    assertThat(c.asks("abs", LoadedLibrary.truth(false))).isFalse();
  }
}
