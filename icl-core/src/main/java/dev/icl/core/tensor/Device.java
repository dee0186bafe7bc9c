package dev.icl.core.tensor;

import dev.icl.core.error.UserException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The device that an engine computes on.
 *
 * @param kind processor or accelerator
 * @param index number of the accelerator, from 0; 0 for the processor
 */
public record Device(Kind kind, int index) {
  /** Kinds of device. */
  public enum Kind {
    /** The processor. */
    CPU,
    /** A CUDA accelerator. */
    GPU
  }

  /** The processor. */
  public static final Device CPU = new Device(Kind.CPU, 0);

  /** The accelerator with that index. */
  public static Device gpu(int index) {
    return new Device(Kind.GPU, index);
  }

  /**
   * Resolves the configuration's {@code device} against what the machine has.
   *
   * @param text {@code cpu}, {@code gpu}, {@code gpu:N} or {@code auto} (the first GPU if there is
   *     one, else the processor)
   * @param gpuCount the number of GPUs that the engine can use
   * @throws UserException if the text is none of these, or names a GPU the engine cannot use
   */
  public static Device resolve(String text, int gpuCount) {
    return resolve(text, gpuCount, Optional::empty);
  }

  /**
   * Resolves the configuration's {@code device} against what the machine has.
   *
   * @param text as above
   * @param gpuCount the number of GPUs that the engine can use
   * @param reason why there is none, as the rest of a sentence; asked where a GPU is wanted and
   *     there is none
   * @throws UserException if the text is none of these, or names a GPU the engine cannot use
   */
  public static Device resolve(String text, int gpuCount, Supplier<Optional<String>> reason) {
    if (text.equals("auto")) {
      return gpuCount > 0 ? gpu(0) : CPU;
    }
    if (text.equals("cpu")) {
      return CPU;
    }
    if (text.matches("gpu(:\\d{1,4})?")) {
      int index = text.length() > 3 ? Integer.parseInt(text.substring(4)) : 0;
      if (index >= gpuCount) {
        String problem = "device: " + text + " was asked for, but the engine ";
        if (gpuCount > 0) {
          throw new UserException(
              problem
                  + "finds only "
                  + gpuCount
                  + " GPU(s), numbered from gpu:0; use one of those, or auto.");
        }
        throw new UserException(
            problem
                + "finds no usable GPU"
                + reason.get().map(why -> " (" + why + ")").orElse("")
                + "; use device: cpu or auto, or see docs/gpu.md for the GPU libraries.");
      }
      return gpu(index);
    }
    throw new UserException("device: '" + text + "' is not a device; use cpu, gpu, gpu:N or auto.");
  }

  /** As the configuration writes it: {@code cpu}, {@code gpu:0}. */
  @Override
  public String toString() {
    return kind == Kind.CPU ? "cpu" : "gpu:" + index;
  }
}
