/**
 * Files that appear whole or not at all, tables, and digests that identify content.
 *
 * <p>Everything the project writes goes through {@link AtomicFile}; texts are read with {@link
 * TextFile}, and {@link Csv} writes and reads tables; {@link FileTrouble} and {@link FileReason}
 * explain why a file cannot be read or written. The package depends on {@code core.error} alone.
 * Start with {@link AtomicFile}.
 */
@NullMarked
package dev.icl.core.io;

import org.jspecify.annotations.NullMarked;
