/**
 * The native libraries of engines: found on the class path, unpacked once for each user, and asked
 * what DJL does not ask.
 *
 * <p>{@link NativeFiles} are files in jars of the class path, {@link NativeCache} unpacks them.
 * {@link CudaNatives} does both for CUDA, and loads it in an order that needs no {@code
 * LD_LIBRARY_PATH}. {@link CudaProbe} says what there is of driver and GPUs, or why nothing is.
 * {@link LoadedLibrary} calls functions of a library that the process has loaded. The package knows
 * no engine.
 */
@NullMarked
package dev.icl.engine.natives;

import org.jspecify.annotations.NullMarked;
