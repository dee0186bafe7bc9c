package dev.icl.engine.natives;

import com.sun.jna.NativeLibrary;
import dev.icl.core.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * CUDA libraries of the class path, unpacked once for each user and loaded in an order in which
 * each finds the ones it needs: no {@code LD_LIBRARY_PATH} is needed, and no CUDA on the machine.
 */
public final class CudaNatives {
  /** The first that the class path holds counts for both engines: a process has one CUDA. */
  private static final List<String> RUN_TIMES = List.of("cuda-12.9", "cuda-12.3");

  private static final String RUN_TIME = "libcudart.so.12";
  private static final String PLATFORM = "linux-x86_64";

  private final String engine;
  private final String artifact;
  private final ClassLoader loader;

  /**
   * @param engine the engine's name, as {@code pytorch}
   */
  public CudaNatives(String engine) {
    this.engine = engine;
    artifact = "dev.icl:icl-engine-" + engine + "-cuda";
    loader = CudaNatives.class.getClassLoader();
  }

  /**
   * Loads CUDA itself, where the class path holds it. Comes before anything of DJL's, which counts
   * GPUs once and with the CUDA that it finds then; a second call does nothing.
   *
   * @throws UserException if the class path holds a part of it, or it cannot be unpacked or loaded
   */
  public void loadRunTime() {
    for (String name : RUN_TIMES) {
      Optional<Path> folder = load(NativeList.read(CudaNatives.class, name));
      if (folder.isPresent()) {
        linkPlainName(folder.get());
        NativeLibrary.addSearchPath("cudart", folder.get().toString());
        return;
      }
    }
  }

  /**
   * Loads a version of cuDNN.
   *
   * @param version as {@code 9.5}
   * @throws UserException as {@link #loadRunTime} does
   */
  public void loadCuDnn(String version) {
    load(NativeList.read(CudaNatives.class, "cudnn-" + version));
  }

  /**
   * The folder that holds the files of a list and nothing else, unpacked now if it was not there;
   * empty where the class path does not hold them.
   *
   * @throws UserException as {@link #loadRunTime} does
   */
  public Optional<Path> unpack(NativeList list) {
    if (!NativePlatform.current().name().equals(PLATFORM)) {
      return Optional.empty();
    }
    return list.find(loader, artifact)
        .map(new NativeCache(engine, CacheFolder.current("cuda"))::folder);
  }

  private Optional<Path> load(NativeList list) {
    Optional<Path> folder = unpack(list);
    folder.ifPresent(path -> list.names().forEach(name -> load(path.resolve(name))));
    return folder;
  }

  private void load(Path file) {
    try {
      System.load(file.toString());
    } catch (UnsatisfiedLinkError e) {
      throw new UserException(
          "engine: %s cannot load %s (%s); it needs a folder from which programs may run, and Linux with glibc 2.35 or newer."
              .formatted(engine, file, e.getMessage()),
          e);
    }
  }

  /** The same file under the name by which JNA asks for it first. */
  private static void linkPlainName(Path folder) {
    Path plain = folder.resolve("libcudart.so");
    try {
      if (Files.notExists(plain)) {
        Files.createSymbolicLink(plain, Path.of(RUN_TIME));
      }
    } catch (IOException | UnsupportedOperationException e) {
      // another process was faster, or JNA looks for the name with a version, too
      return;
    }
  }
}
