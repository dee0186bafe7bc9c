/**
 * The cost of programs: floating-point operations, parameters and activation bytes, by shape.
 *
 * <p>{@link CostModel} runs a program over tensors that have shapes but no values, and states how
 * each operation is counted; {@link CostReport} is the result. The package depends on {@code
 * core.engine}, {@code core.ops}, {@code core.optim} and {@code core.tensor}, and no engine is
 * started. A new operation gets its count in {@link CostOps}. Start with {@link CostModel}.
 */
@NullMarked
package dev.icl.core.cost;

import org.jspecify.annotations.NullMarked;
