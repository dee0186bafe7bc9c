/**
 * Work that several processes share, each perhaps on a machine of its own: a fixed part for each
 * ({@link dev.icl.app.share.Shard}), or items that processes claim one by one in a folder that all
 * of them see. The package knows nothing of scans and networks.
 */
@NullMarked
package dev.icl.app.share;

import org.jspecify.annotations.NullMarked;
