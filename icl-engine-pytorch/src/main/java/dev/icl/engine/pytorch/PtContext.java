package dev.icl.engine.pytorch;

import static dev.icl.engine.natives.LoadedLibrary.truth;

import dev.icl.core.engine.Numerics;
import dev.icl.core.engine.Precision;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Device;
import dev.icl.engine.natives.LoadedLibrary;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The choices that libtorch keeps for a whole process and DJL does not offer, by the names that its
 * C++ functions have for the linker.
 */
final class PtContext {
  private static final String CONTEXT = "_ZN2at13globalContextEv";
  private static final String SET_DETERMINISTIC = "_ZN2at7Context26setDeterministicAlgorithmsEbb";
  private static final String SET_FILL =
      "_ZN2at7Context39setDeterministicFillUninitializedMemoryEb";
  private static final String SET_DETERMINISTIC_CUDNN = "_ZN2at7Context21setDeterministicCuDNNEb";
  private static final String SET_TF32_CUDNN = "_ZN2at7Context17setAllowTF32CuDNNEb";
  private static final String SET_TF32_CUBLAS = "_ZN2at7Context18setAllowTF32CuBLASEb";
  private static final String SET_SHORT_SUMS = "_ZN2at7Context27setAllowBF16ReductionCuBLASEb";
  private static final String DETERMINISTIC = "_ZNK2at7Context23deterministicAlgorithmsEv";
  private static final String DETERMINISTIC_CUDNN = "_ZNK2at7Context18deterministicCuDNNEv";
  private static final String TF32_CUDNN = "_ZNK2at7Context14allowTF32CuDNNEv";
  private static final String TF32_CUBLAS = "_ZNK2at7Context15allowTF32CuBLASEv";
  private static final String SHORT_SUMS = "_ZNK2at7Context24allowBF16ReductionCuBLASEv";

  private final LoadedLibrary library;
  private final Object context;

  private PtContext(LoadedLibrary library) {
    this.library = library;
    context = library.address(CONTEXT);
  }

  /** That of the loaded library; empty where its functions have other names. */
  static Optional<PtContext> ofProcess() {
    return LoadedLibrary.find("libtorch_cpu.so")
        .filter(
            library ->
                library.has(
                    CONTEXT,
                    SET_DETERMINISTIC,
                    SET_FILL,
                    SET_DETERMINISTIC_CUDNN,
                    SET_TF32_CUDNN,
                    SET_TF32_CUBLAS,
                    SET_SHORT_SUMS,
                    DETERMINISTIC,
                    DETERMINISTIC_CUDNN,
                    TF32_CUDNN,
                    TF32_CUBLAS,
                    SHORT_SUMS))
        .map(PtContext::new);
  }

  /**
   * Chooses for an engine that starts. On the processor the library rounds nothing by itself, and
   * no operation in use is left to chance.
   *
   * @throws UserException if the device is a GPU and its library cannot be told
   */
  static void choose(Numerics numerics, Device device) {
    Optional<PtContext> found = ofProcess();
    if (found.isPresent()) {
      found.get().setDeterministic(numerics.deterministic());
      if (device.kind() == Device.Kind.GPU) {
        found.get().setTf32(numerics.precision() == Precision.TF32);
        found.get().setShortSums(false);
      }
    } else if (device.kind() == Device.Kind.GPU) {
      requireDefaults(numerics, System.getenv("NVIDIA_TF32_OVERRIDE"));
    }
  }

  /**
   * @param override what the environment tells NVIDIA's libraries; may be null
   */
  static void requireDefaults(Numerics numerics, @Nullable String override) {
    if (numerics.deterministic()) {
      throw new UserException(
          "session.deterministic: the libtorch of this machine cannot be told to compute the same every time; set session.deterministic: false.");
    }
    if (numerics.precision() != Precision.TF32 && !"0".equals(override)) {
      throw new UserException(
          "train.precision: the libtorch of this machine cannot be told not to round to TF32; set NVIDIA_TF32_OVERRIDE=0 in the environment, or train.precision: tf32.");
    }
  }

  /** Memory that is not written yet need not be filled: nothing reads it. */
  void setDeterministic(boolean wanted) {
    if (isDeterministic() != wanted) {
      // an operation that has no such way fails, rather than going another
      library.call(SET_DETERMINISTIC, context, truth(wanted), truth(false));
      library.call(SET_FILL, context, truth(false));
      library.call(SET_DETERMINISTIC_CUDNN, context, truth(wanted));
    }
  }

  boolean isDeterministic() {
    return library.asks(DETERMINISTIC, context) && library.asks(DETERMINISTIC_CUDNN, context);
  }

  /** Decides for convolutions and for matrix products. */
  void setTf32(boolean allowed) {
    library.call(SET_TF32_CUDNN, context, truth(allowed));
    library.call(SET_TF32_CUBLAS, context, truth(allowed));
  }

  /** Decides whether parts of a sum of bfloat16 products may be bfloat16 themselves. */
  void setShortSums(boolean allowed) {
    library.call(SET_SHORT_SUMS, context, truth(allowed));
  }

  boolean isShortSums() {
    return library.asks(SHORT_SUMS, context);
  }

  boolean isTf32() {
    return library.asks(TF32_CUDNN, context) || library.asks(TF32_CUBLAS, context);
  }
}
