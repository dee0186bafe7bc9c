/**
 * The model of a dataset: samples, scans, divisions into labelled and unlabelled, provenance.
 *
 * <p>{@link Dataset} is the interface that training, validation and evaluation see, whether the
 * scans are files or phantoms. The package holds no reading code and uses the core and {@code
 * data.print}. Start with {@link Dataset}.
 */
@NullMarked
package dev.icl.data.model;

import org.jspecify.annotations.NullMarked;
