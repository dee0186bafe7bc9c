/**
 * Trainings and evaluations, from a configuration to the files of a result.
 *
 * <p>{@link dev.icl.app.run.Training} starts or resumes a training in a {@link
 * dev.icl.app.run.RunFolder}, {@link dev.icl.app.run.Evaluation} scores a checkpoint case by case,
 * and {@link dev.icl.app.run.ModelExport} writes a network for other programs. The parts of a run
 * are put together in {@code app.plan}. Start with {@link dev.icl.app.run.Training}.
 */
@NullMarked
package dev.icl.app.run;

import org.jspecify.annotations.NullMarked;
