/**
 * Connected components of label maps.
 *
 * <p>{@link LargestComponents} keeps the largest component of every class and makes the rest
 * background. The package works on byte arrays and depends on nothing.
 */
@NullMarked
package dev.icl.data.components;

import org.jspecify.annotations.NullMarked;
