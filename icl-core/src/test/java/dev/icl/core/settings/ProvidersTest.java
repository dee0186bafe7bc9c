package dev.icl.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidersTest {
  @TempDir private Path folder;

  @Test
  void theClassPathOfALoaderIsSearchedOnce() throws IOException {
    try (URLClassLoader loader = Shapes.loaderWith(folder, Shapes.Square.class)) {
      Providers<Shapes.Shape> first = Shapes.installed(loader);

      assertThat(first.names()).containsExactly("square");
      assertThat(Shapes.installed(loader)).isSameAs(first);
    }
  }

  @Test
  void anotherLoaderHasItsOwn() throws IOException {
    try (URLClassLoader loader = Shapes.loaderWith(folder, Shapes.Square.class)) {
      Shapes.installed(loader);

      assertThat(Shapes.installed(ProvidersTest.class.getClassLoader()).all()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "Square", "two words", "a/b", "quadrat\u00e9", "a.b"})
  void aNameThatCannotBeWrittenEverywhereIsRefused(String name) {
    assertThatThrownBy(() -> new Providers<>("shape", "shape", List.of(new Shapes.Named(name))))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "A plugin on the class path, of the kind shape, has the name '%s', but names are made of lower-case letters, digits, '-', '_' and '+' (%s of %s): mend its jar, or leave it off the class path.",
            name, Shapes.Named.class.getName(), Origin.of(Shapes.Named.class));
  }

  @Test
  void lettersDigitsAndThreeSignsMakeAName() {
    assertThat(new Providers<>("shape", "shape", List.of(new Shapes.Named("icl+a_b-2"))).names())
        .containsExactly("icl+a_b-2");
  }
}
