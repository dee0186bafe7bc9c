package dev.icl.engine.natives;

import java.util.List;
import java.util.Locale;

/**
 * A machine as TensorFlow's native artifacts name it.
 *
 * @param name as {@code linux-x86_64}: the artifact's classifier, and its folder inside the jar
 */
public record NativePlatform(String name) {
  /** Classifiers that Maven Central has, those with GPU support aside. */
  private static final List<String> PUBLISHED =
      List.of("linux-x86_64", "macosx-arm64", "macosx-x86_64", "windows-x86_64");

  /** The machine this JVM runs on. */
  public static NativePlatform current() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  /** The machine with these values of {@code os.name} and {@code os.arch}. */
  public static NativePlatform of(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    String family = os.startsWith("mac") ? "macosx" : os.startsWith("win") ? "windows" : "linux";
    String arch =
        switch (osArch) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm64";
          default -> osArch;
        };
    return new NativePlatform(family + "-" + arch);
  }

  /** Whether there is a native artifact to add for this machine. */
  public boolean isPublished() {
    return PUBLISHED.contains(name);
  }

  /** The same machine's library with GPU support. */
  public NativePlatform withGpu() {
    return new NativePlatform(name + "-gpu");
  }
}
