package dev.icl.engine.natives;

import com.sun.jna.Memory;
import dev.icl.core.io.TextFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** NVIDIA's driver, through its own library: no CUDA is needed to ask it. */
interface CudaDriver {
  /** The result of {@link #start} where all is well. */
  int SUCCESS = 0;

  /** The result of {@link #start} where there is no GPU, or none may be used. */
  int NO_DEVICE = 100;

  /** The newest CUDA that it knows, as 12040 for 12.4. */
  int cuda();

  /** Starts it: {@link #SUCCESS}, {@link #NO_DEVICE} or another of NVIDIA's numbers. */
  int start();

  /** The number of GPUs that this process may use. */
  int gpus();

  /** The name of the model of a GPU, from 0. */
  String model(int gpu);

  /** The compute capability of a GPU, as {@code 9.0}. */
  String capability(int gpu);

  /** The memory of a GPU, in bytes. */
  long memory(int gpu);

  /** Its own version, as {@code 550.54.15}; empty where the system does not tell. */
  Optional<String> version();

  /** The driver of this machine; empty where there is none. */
  static Optional<CudaDriver> ofMachine() {
    return LoadedLibrary.load("libcuda.so.1").map(Native::new);
  }

  /** The version in the text of {@code /proc/driver/nvidia/version}. */
  static Optional<String> version(String text) {
    Matcher version = Pattern.compile("\\b[0-9]{3,4}\\.[0-9]+(\\.[0-9]+)?\\b").matcher(text);
    return version.find() ? Optional.of(version.group()) : Optional.empty();
  }

  /** Calls of {@code libcuda.so.1}. */
  final class Native implements CudaDriver {
    private static final int CAPABILITY_MAJOR = 75;
    private static final int CAPABILITY_MINOR = 76;
    private static final int LONGEST_NAME = 256;

    private final LoadedLibrary library;

    Native(LoadedLibrary library) {
      this.library = library;
    }

    @Override
    public int cuda() {
      return number("cuDriverGetVersion");
    }

    @Override
    public int start() {
      return library.call("cuInit", 0);
    }

    @Override
    public int gpus() {
      return number("cuDeviceGetCount");
    }

    @Override
    public String model(int gpu) {
      try (Memory name = new Memory(LONGEST_NAME)) {
        return library.call("cuDeviceGetName", name, LONGEST_NAME, gpu) == SUCCESS
            ? name.getString(0, StandardCharsets.US_ASCII.name())
            : "unknown";
      }
    }

    @Override
    public String capability(int gpu) {
      return number("cuDeviceGetAttribute", CAPABILITY_MAJOR, gpu)
          + "."
          + number("cuDeviceGetAttribute", CAPABILITY_MINOR, gpu);
    }

    @Override
    public long memory(int gpu) {
      long[] bytes = new long[1];
      return library.call("cuDeviceTotalMem_v2", bytes, gpu) == SUCCESS ? bytes[0] : 0;
    }

    @Override
    public Optional<String> version() {
      try {
        return CudaDriver.version(TextFile.read(Path.of("/proc/driver/nvidia/version")));
      } catch (IOException e) {
        return Optional.empty();
      }
    }

    /** The number that a function writes to its first argument; 0 if it fails. */
    private int number(String function, Object... others) {
      int[] value = new int[1];
      Object[] arguments = new Object[others.length + 1];
      arguments[0] = value;
      System.arraycopy(others, 0, arguments, 1, others.length);
      return library.call(function, arguments) == SUCCESS ? value[0] : 0;
    }
  }
}
