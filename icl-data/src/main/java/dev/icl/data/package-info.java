/**
 * Datasets by name.
 *
 * <p>{@link Datasets} opens a dataset as its configuration describes it. The packages below form
 * layers: {@code data.scan} and {@code data.format} read files, {@code data.catalog}, {@code
 * data.layout} and {@code data.split} find and divide scans, {@code data.preprocess}, {@code
 * data.volume} and {@code data.augment} prepare them, {@code data.batch} makes batches, {@code
 * data.metrics} and {@code data.statistics} score and compare. The module uses {@code icl-core}
 * alone. Start with {@link Datasets}.
 */
package dev.icl.data;
