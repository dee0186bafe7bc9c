/**
 * Bounded reading of files: sizes are checked before memory is taken.
 *
 * <p>{@link FileBytes} reads whole files, {@link Inflated} decompresses up to a limit. The package
 * uses {@code core.io} and {@code core.error}; readers of formats build on it.
 */
@NullMarked
package dev.icl.data.io;

import org.jspecify.annotations.NullMarked;
