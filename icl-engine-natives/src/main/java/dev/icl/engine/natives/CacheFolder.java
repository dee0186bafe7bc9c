package dev.icl.engine.natives;

import java.nio.file.Path;
import java.util.Map;

/** The folder into which native files are unpacked. */
public final class CacheFolder {
  private CacheFolder() {}

  /**
   * The folder for this user of this machine.
   *
   * @param name of a folder below it
   */
  public static Path current(String name) {
    return of(
            NativePlatform.current(),
            System.getenv(),
            System.getProperty("icl.cache.dir", ""),
            System.getProperty("user.home"))
        .resolve(name);
  }

  /**
   * The property {@code icl.cache.dir}, the variable {@code ICL_CACHE_DIR}, or the customary place
   * of the operating system.
   *
   * @param property the property's value, or empty
   */
  static Path of(
      NativePlatform platform, Map<String, String> environment, String property, String home) {
    String asked = property.isBlank() ? environment.getOrDefault("ICL_CACHE_DIR", "") : property;
    Path root = asked.isBlank() ? customary(platform, environment, Path.of(home)) : Path.of(asked);
    return root.toAbsolutePath();
  }

  private static Path customary(
      NativePlatform platform, Map<String, String> environment, Path home) {
    if (platform.name().startsWith("macosx")) {
      return home.resolve("Library/Caches/icl");
    }
    boolean windows = platform.name().startsWith("windows");
    String base = environment.getOrDefault(windows ? "LOCALAPPDATA" : "XDG_CACHE_HOME", "");
    if (!base.isBlank()) {
      return Path.of(base, "icl");
    }
    return home.resolve(windows ? "AppData/Local/icl" : ".cache/icl");
  }
}
