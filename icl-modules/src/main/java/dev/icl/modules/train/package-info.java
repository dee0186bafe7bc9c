/**
 * The training loop and the files it writes.
 *
 * <p>{@link Trainer} feeds batches to a method's step, validates, logs and saves checkpoints; a
 * {@link TrainingListener} is told of every step. {@link CheckpointFolder}, {@link MetricsLog} and
 * {@link TensorBoardLog} are its files, {@link ResumeRules} decide which checkpoint may be
 * continued. Datasets and configuration files are unknown here: a batch source and settings are
 * handed in. Start with {@link Trainer}.
 */
@NullMarked
package dev.icl.modules.train;

import org.jspecify.annotations.NullMarked;
