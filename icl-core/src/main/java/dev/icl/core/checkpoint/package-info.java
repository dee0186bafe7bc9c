/**
 * Checkpoints: tensors with a description, in safetensors files that carry a checksum.
 *
 * <p>{@link Checkpoint} saves and loads the variables of an engine; {@link Safetensors} and {@link
 * SafetensorsFile} are the format by itself, without a notion of training, and {@link Provenance}
 * collects the facts that are stored with every result. What a checkpoint tells of itself are
 * {@link Facts}; the key and the form of each is a {@link FactKey}, a constant of the package that
 * writes it: {@code Provenance} here, {@code TrainingFacts} in the training loop, {@code DataFacts}
 * in the application. Values that are not finite are refused on saving. The package may use {@code
 * core.engine}, {@code core.optim}, {@code core.tensor} and {@code core.io}, and Jackson's
 * streaming parser; no other package of the core parses JSON. Start with {@link Checkpoint}.
 */
@NullMarked
package dev.icl.core.checkpoint;

import org.jspecify.annotations.NullMarked;
