/**
 * The operations that programs are written in.
 *
 * <p>{@link OpsKernel} is the part that an engine implements, one method per family of operations
 * ({@link UnaryOp}, {@link BinaryOp}, {@link CompareOp}, {@link ReduceOp}); {@link Ops} adds the
 * named operations and the compositions on top. Operand checks and result shapes are stated once,
 * in {@link ShapeRules}, {@link MovementRules} and {@link NetworkRules}, and {@link CheckedOps}
 * applies them before an engine is called, so that every engine refuses with the same words.
 *
 * <p>The package depends on {@code core.tensor} alone. Start with {@link Ops}; {@code
 * docs/extending/operation.md} lists the steps for a new operation.
 */
@NullMarked
package dev.icl.core.ops;

import org.jspecify.annotations.NullMarked;
