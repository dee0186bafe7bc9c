/**
 * The one place where the data, the split, the network and the method of a configuration are put
 * together: {@link dev.icl.app.plan.TrainingPlan} for trainings and measurements of them, {@link
 * dev.icl.app.plan.Backbone} for what has weights already. Nothing here writes a file or starts an
 * engine.
 */
@NullMarked
package dev.icl.app.plan;

import org.jspecify.annotations.NullMarked;
