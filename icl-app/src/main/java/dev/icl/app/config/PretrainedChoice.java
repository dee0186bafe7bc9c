package dev.icl.app.config;

import dev.icl.core.error.UserException;
import dev.icl.data.components.LargestComponents;
import dev.icl.modules.method.Method;
import dev.icl.modules.method.MethodContext;
import dev.icl.modules.method.Methods;
import dev.icl.modules.method.Pretraining;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.Networks;
import java.util.Optional;

/** The choice, by validations, of the state of a pre-training that the rest of it begins with. */
public final class PretrainedChoice {
  private PretrainedChoice() {}

  /**
   * Whether a training still has that choice before it. Then validations decide what is learned.
   *
   * @param config of the training
   * @param iteration how many steps were made
   */
  public static boolean isOpen(RunConfig config, int iteration) {
    return method(config)
        .flatMap(Method::pretraining)
        .filter(Pretraining::continuesFromBest)
        .filter(pretraining -> iteration < pretraining.iterations())
        .isPresent();
  }

  /** The method as it is with any scans; empty where none can be made without them. */
  private static Optional<Method> method(RunConfig config) {
    for (ImageSpec image : TrialImages.of(config.train().patch())) {
      try {
        return Optional.of(
            Methods.create(
                config.method(),
                new MethodContext(
                    Networks.create(config.network(), image),
                    config.train().iterations(),
                    config.train().batch(),
                    LargestComponents::of)));
      } catch (UserException refusal) {
        continue; // perhaps it is for other images
      }
    }
    return Optional.empty();
  }
}
