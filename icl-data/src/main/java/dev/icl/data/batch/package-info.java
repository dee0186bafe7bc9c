/**
 * Batches of the streams and views that a method asks for, prepared in the background.
 *
 * <p>{@link BatchPlan} decides which slices are in the batch of an iteration, as a function of the
 * key and the iteration alone; {@link TwoStreamBatchSource} prepares batches on worker threads in a
 * ring of reused buffers. The package sees datasets through {@code data.model} only. Start with
 * {@link BatchPlan}.
 */
@NullMarked
package dev.icl.data.batch;

import org.jspecify.annotations.NullMarked;
