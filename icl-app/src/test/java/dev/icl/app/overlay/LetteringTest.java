package dev.icl.app.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import java.awt.Font;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LetteringTest {
  @Test
  void aFontHasTheStyleAndSizeAskedFor() {
    Font font = Lettering.sans(Font.BOLD, 15);

    assertThat(font.isBold()).isTrue();
    assertThat(font.getSize()).isEqualTo(15);
  }

  /**
   * The exceptions of Java without fontconfig, the first time and later ones, and without FreeType.
   */
  @Test
  void aMachineWithoutFontsIsToldInOneSentence() {
    List<Supplier<Font>> bare =
        List.of(
            () -> {
              throw new InternalError("java.lang.reflect.InvocationTargetException");
            },
            () -> {
              throw new NoClassDefFoundError("Could not initialize class sun.awt.X11FontManager");
            },
            () -> {
              throw new UnsatisfiedLinkError("libfreetype.so.6: cannot open shared object file");
            },
            () -> {
              throw new IllegalStateException("Fontconfig head is null");
            });

    for (Supplier<Font> font : bare) {
      assertThatThrownBy(() -> Lettering.tried(font))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("Java finds no font on this machine")
          .hasMessageContaining("add fontconfig and a font");
    }
  }
}
