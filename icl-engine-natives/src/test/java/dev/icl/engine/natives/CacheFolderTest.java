package dev.icl.engine.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {
  private static final String HOME = Path.of("home").toAbsolutePath().toString();
  private static final NativePlatform LINUX = new NativePlatform("linux-x86_64");

  @Test
  void isWhereTheOperatingSystemKeepsCaches() {
    assertThat(folder(LINUX, Map.of(), "")).isEqualTo(Path.of(HOME, ".cache/icl"));
    assertThat(folder(new NativePlatform("macosx-arm64"), Map.of(), ""))
        .isEqualTo(Path.of(HOME, "Library/Caches/icl"));
    assertThat(folder(new NativePlatform("windows-x86_64"), Map.of(), ""))
        .isEqualTo(Path.of(HOME, "AppData/Local/icl"));
  }

  @Test
  void followsTheVariableOfTheDesktop() {
    assertThat(folder(LINUX, Map.of("XDG_CACHE_HOME", "/caches"), ""))
        .isEqualTo(Path.of("/caches/icl").toAbsolutePath());
  }

  @Test
  void followsTheProjectsVariableAndRatherThePropertyThanThat() {
    Map<String, String> environment = Map.of("ICL_CACHE_DIR", "/variable", "XDG_CACHE_HOME", "/x");

    assertThat(folder(LINUX, environment, "")).isEqualTo(Path.of("/variable").toAbsolutePath());
    assertThat(folder(LINUX, environment, "/property"))
        .isEqualTo(Path.of("/property").toAbsolutePath());
  }

  private static Path folder(
      NativePlatform platform, Map<String, String> environment, String property) {
    return CacheFolder.of(platform, environment, property, HOME);
  }
}
