/**
 * Optimisers, learning-rate schedules and the guard between gradients and optimiser.
 *
 * <p>An {@link Optimizer} is a formula over operations: engines run it as it is, or replace it by a
 * fused kernel with the same result. A {@link Schedule} gives the learning rate of an iteration on
 * the JVM. {@link OptimizerConfig} and {@link ScheduleConfig} are their settings. The package uses
 * {@code core.ops} and {@code core.tensor}. Start with {@link Optimizer} and {@link Schedule}.
 */
@NullMarked
package dev.icl.core.optim;

import org.jspecify.annotations.NullMarked;
