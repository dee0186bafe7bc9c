package dev.icl.engine.tensorflow;

import static dev.icl.engine.natives.LoadedLibrary.truth;

import dev.icl.core.engine.Numerics;
import dev.icl.core.engine.Precision;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Device;
import dev.icl.engine.natives.LoadedLibrary;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The choices that TensorFlow keeps for a whole process and offers to Python alone, by the names
 * that its C++ functions have for the linker.
 */
final class TfContext {
  private static final String CUDA = "_ZN10tensorflow19IsGoogleCudaEnabledEv";
  private static final String SET_DETERMINISTIC = "_ZN3tsl19EnableOpDeterminismEb";
  private static final String DETERMINISTIC = "_ZN3tsl21OpDeterminismRequiredEv";
  private static final String SET_TF32 = "_ZN3tsl32enable_tensor_float_32_executionEb";
  private static final String TF32 = "_ZN3tsl33tensor_float_32_execution_enabledEv";

  private final LoadedLibrary framework;

  /** The build for GPUs has that choice in two libraries. */
  private final List<LoadedLibrary> rounding;

  private TfContext(LoadedLibrary framework) {
    this.framework = framework;
    rounding =
        Stream.of(Optional.of(framework), LoadedLibrary.find("libtensorflow_cc.so.2"))
            .flatMap(Optional::stream)
            .filter(library -> library.has(SET_TF32, TF32))
            .toList();
  }

  /** That of the loaded library; empty where its functions have other names. */
  static Optional<TfContext> ofProcess() {
    return LoadedLibrary.find("libtensorflow_framework.so.2")
        .filter(library -> library.has(CUDA, SET_DETERMINISTIC, DETERMINISTIC, SET_TF32, TF32))
        .map(TfContext::new);
  }

  /**
   * Chooses for an engine that starts. On the processor the library rounds nothing by itself, and
   * no operation in use is left to chance.
   *
   * @throws UserException if the device is a GPU and its library cannot be told
   */
  static void choose(Numerics numerics, Device device) {
    Optional<TfContext> found = ofProcess();
    if (found.isPresent()) {
      found.get().setDeterministic(numerics.deterministic());
      if (device.kind() == Device.Kind.GPU) {
        found.get().setTf32(numerics.precision() == Precision.TF32);
      }
    } else if (device.kind() == Device.Kind.GPU && !numerics.equals(untold())) {
      throw new UserException(
          "The TensorFlow of this machine cannot be told how to compute on a GPU; set train.precision: tf32 and session.deterministic: false, which it does by itself.");
    }
  }

  /** The arithmetic of a TensorFlow that nobody tells. */
  private static Numerics untold() {
    return new Numerics(Precision.TF32, false);
  }

  /** Whether the library was built for GPUs. */
  boolean isForGpus() {
    return framework.asks(CUDA);
  }

  void setDeterministic(boolean wanted) {
    if (isDeterministic() != wanted) {
      framework.call(SET_DETERMINISTIC, truth(wanted));
    }
  }

  boolean isDeterministic() {
    return framework.asks(DETERMINISTIC);
  }

  /** Decides for convolutions and for matrix products. */
  void setTf32(boolean allowed) {
    rounding.forEach(library -> library.call(SET_TF32, truth(allowed)));
  }

  boolean isTf32() {
    return rounding.stream().anyMatch(library -> library.asks(TF32));
  }
}
