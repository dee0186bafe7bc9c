/**
 * Parity: the agreement of two engines that start from the same numbers.
 *
 * <p>A {@link ParityFolder} is what one side leaves, {@link ParityComparison} compares losses,
 * first gradients and label maps of two of them. The sides are run by {@code bench.cell}; here are
 * files alone, so that sides of different days and machines can be compared. Start with {@link
 * ParityComparison}.
 */
@NullMarked
package dev.icl.bench.parity;

import org.jspecify.annotations.NullMarked;
