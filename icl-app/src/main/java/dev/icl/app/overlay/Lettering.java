package dev.icl.app.overlay;

import dev.icl.core.error.UserException;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.function.Supplier;

/**
 * The font of the words in pictures: a sans-serif one of the system. A bare machine, such as a
 * small container, may have none, and Java then fails with whatever it comes upon first.
 */
public final class Lettering {
  private static final Font SANS = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  private Lettering() {}

  /**
   * The font.
   *
   * @param style {@link Font#PLAIN} or {@link Font#BOLD}
   * @param size in points
   * @throws UserException if Java finds no font on this machine
   */
  public static Font sans(int style, float size) {
    return tried(
        () -> {
          Font font = SANS.deriveFont(style, size);
          // fonts are looked for when the first word is measured
          font.getStringBounds("0", new FontRenderContext(null, true, true));
          return font;
        });
  }

  /** Says in one sentence that there are no fonts, or that what draws them is missing. */
  static Font tried(Supplier<Font> font) {
    try {
      return font.get();
    } catch (RuntimeException | InternalError | LinkageError e) {
      throw new UserException(
          "Java finds no font on this machine to write into pictures with; add fontconfig and a"
              + " font (Debian and Ubuntu: fontconfig and fonts-dejavu-core; Alpine: fontconfig and"
              + " ttf-dejavu), or leave the pictures out.",
          e);
    }
  }
}
