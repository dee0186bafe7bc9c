/**
 * Tensors as seen from the JVM: types, shapes, devices, and values in native memory.
 *
 * <p>{@link Tensor} is the handle that engines implement; {@link HostTensor} holds values in direct
 * memory, in C order and little-endian, and is what enters and leaves an engine. The package
 * depends on {@code core.error} alone. Start with {@link Shape} and {@link HostTensor}.
 */
@NullMarked
package dev.icl.core.tensor;

import org.jspecify.annotations.NullMarked;
