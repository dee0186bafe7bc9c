/**
 * Parity: the agreement of two engines that start from the same numbers.
 *
 * <p>{@link ParityComparison} compares losses, first gradients and label maps from the folders that
 * two cells left. Start with {@link ParityComparison}.
 */
package dev.icl.bench.parity;
