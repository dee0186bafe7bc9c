/**
 * The facts by which a checkpoint tells its data: names, fingerprints, classes, scans.
 *
 * <p>{@link dev.icl.app.checkpoint.DataFacts} has the key and the form of each, {@link
 * dev.icl.app.checkpoint.KnownScans} the scans by which it is known what a network has seen. The
 * package may use {@code icl-data} and the facts of {@code core.checkpoint} and {@code
 * modules.train}. Start with {@code DataFacts}.
 */
@NullMarked
package dev.icl.app.checkpoint;

import org.jspecify.annotations.NullMarked;
