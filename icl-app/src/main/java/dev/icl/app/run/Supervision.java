package dev.icl.app.run;

import dev.icl.modules.train.TrainingListener;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The observation and interruption of a training from outside.
 *
 * @param progress told of every step
 * @param warnings told, in sentences, of what the user should know and the training can live with
 * @param stop whether to save the state and stop; asked after every step
 */
public record Supervision(
    TrainingListener progress, Consumer<String> warnings, BooleanSupplier stop) {}
