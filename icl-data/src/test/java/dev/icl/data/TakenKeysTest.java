package dev.icl.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.settings.Origin;
import dev.icl.data.catalog.ReadingRules;
import dev.icl.data.model.Dataset;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.settings.DataConfig;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dataset of a plugin with a key that the section {@code data} has for all datasets. */
class TakenKeysTest {
  /** Settings of which one would hide {@code data.folds}. */
  public record Folded(int depth, int folds) {}

  /** The dataset. */
  public static final class FoldedProvider implements DatasetProvider<Folded> {
    @Override
    public String name() {
      return "folded";
    }

    @Override
    public String description() {
      return "a dataset of a test";
    }

    @Override
    public Folded defaults() {
      return new Folded(1, 2);
    }

    @Override
    public Dataset open(Folded settings, DataConfig data, int rank) {
      throw new IllegalStateException("refused before");
    }

    @Override
    public ReadingRules inputs(Folded settings, DataConfig data, AxisOrder order) {
      throw new IllegalStateException("refused before");
    }
  }

  @TempDir private Path folder;

  @Test
  void isRefusedWithItsJar() throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(DatasetProvider.class.getName()), FoldedProvider.class.getName());
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader plugins = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      Thread.currentThread().setContextClassLoader(plugins);

      assertThatThrownBy(Datasets::installed)
          .isInstanceOf(UserException.class)
          .hasMessage(
              "A plugin on the class path, of the kind dataset, cannot be used (%s of %s: its setting"
                      .formatted(FoldedProvider.class.getName(), Origin.of(FoldedProvider.class))
                  + " 'folds' has the key of one that the section has itself): mend its jar, or leave"
                  + " it off the class path.");
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }
}
