/**
 * The section {@code data} of a configuration, as far as all datasets share it.
 *
 * <p>{@link DataConfig} names the dataset, its folder, split and preprocessing; what one dataset
 * alone needs is in the record of its provider. The package uses {@code data.preprocess}, {@code
 * data.scan} and the core; it opens no file. Start with {@link DataConfig}.
 */
@NullMarked
package dev.icl.data.settings;

import org.jspecify.annotations.NullMarked;
