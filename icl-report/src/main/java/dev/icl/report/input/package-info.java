/**
 * Readers of what reports are made of: results of benchmarks, and folders of trainings.
 *
 * <p>{@link Inputs} finds both. A {@link TrainedFolder} holds the files of a training as records of
 * {@code app.results}, those of earlier releases included; {@link TrainedRecord} turns it into the
 * cell of a benchmark, so that trainings and benchmarks can be compared. A file that is damaged is
 * named here, with what to do about it; nothing behind this package reads a file. Start with {@link
 * Inputs}.
 */
@NullMarked
package dev.icl.report.input;

import org.jspecify.annotations.NullMarked;
