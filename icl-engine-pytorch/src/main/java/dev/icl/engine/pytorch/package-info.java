/**
 * The PyTorch engine: programs run eagerly on libtorch through DJL, with autograd.
 *
 * <p>{@link PyTorchPlugin} makes it known, {@link PyTorchEngine} owns variables and memory, {@link
 * PtProgram} runs a program: forward in a {@link PtScope} over {@link PtOps}, then gradients, guard
 * and update. {@link Kernels} compiles TorchScript for parts that would take many small operations.
 * The module uses {@code icl-core} and DJL and is used by no other module: it is found at run time.
 * Start with {@link PyTorchEngine}, then {@link PtProgram}.
 */
@NullMarked
package dev.icl.engine.pytorch;

import org.jspecify.annotations.NullMarked;
