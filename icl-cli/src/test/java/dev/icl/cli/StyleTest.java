package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class StyleTest {
  private static final OptionalInt TERMINAL = OptionalInt.of(120);

  @Test
  void aTerminalHasColours() {
    assertThat(Style.of(Map.of("TERM", "xterm"), TERMINAL).line("3/9  loss 1.500  (best)"))
        .isEqualTo("\u001b[1m3/9\u001b[0m  loss 1.500  \u001b[32m(best)\u001b[0m");
    assertThat(Style.of(Map.of(), TERMINAL).line("Warning: a batch was skipped."))
        .isEqualTo("\u001b[33mWarning: a batch was skipped.\u001b[0m");
  }

  @Test
  void filesDumbTerminalsAndThoseWhoRefuseThemHaveNone() {
    assertThat(Style.of(Map.of(), OptionalInt.empty())).isEqualTo(Style.PLAIN);
    assertThat(Style.of(Map.of("TERM", "dumb"), TERMINAL)).isEqualTo(Style.PLAIN);
    assertThat(Style.of(Map.of("NO_COLOR", "1"), TERMINAL)).isEqualTo(Style.PLAIN);
    assertThat(Style.of(Map.of("NO_COLOR", ""), TERMINAL).colours()).isTrue();
    assertThat(Style.PLAIN.line("3/9  (best)")).isEqualTo("3/9  (best)");
  }
}
