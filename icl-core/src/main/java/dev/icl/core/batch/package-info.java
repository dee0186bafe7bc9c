/**
 * The batch that a training step consumes, as methods and the data side agree on it.
 *
 * <p>A method declares its streams and views in a {@link BatchRequest}; a {@link BatchSource}
 * delivers a {@link Batch} for every iteration. The package depends on {@code core.tensor} alone:
 * neither methods nor datasets are known here. Start with {@link BatchRequest}.
 */
@NullMarked
package dev.icl.core.batch;

import org.jspecify.annotations.NullMarked;
