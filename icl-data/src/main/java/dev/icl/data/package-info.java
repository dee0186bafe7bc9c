/**
 * Datasets by name, and the door that they come in by.
 *
 * <p>A {@link DatasetProvider} is a dataset that a configuration can name, a {@link DatasetLayout}
 * one whose scans lie in a folder; {@link java.util.ServiceLoader} finds them, and {@link Datasets}
 * opens the one that a section {@code data} names. The packages below form layers: {@code
 * data.settings} is what all datasets share of that section, {@code data.scan} and {@code
 * data.format} read files, {@code data.catalog}, {@code data.layout} and {@code data.split} find
 * and divide scans, {@code data.preprocess}, {@code data.volume} and {@code data.augment} prepare
 * them, {@code data.batch} makes batches, {@code data.metrics} and {@code data.statistics} score
 * and compare. The module uses {@code icl-core} alone. Start with {@link Datasets}.
 */
@NullMarked
package dev.icl.data;

import org.jspecify.annotations.NullMarked;
