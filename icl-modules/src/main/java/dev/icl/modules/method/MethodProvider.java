package dev.icl.modules.method;

import dev.icl.core.error.UserException;
import dev.icl.core.settings.Provider;
import dev.icl.modules.network.SegmentationNetwork;

/**
 * A way to train that {@code method.name} can be, found with {@link java.util.ServiceLoader}.
 *
 * @param <S> its settings, the other keys of the section {@code method}
 */
public interface MethodProvider<S extends Record> extends Provider<S> {
  /**
   * The meaning of the name, from 1. It rises with a release in which the same settings train
   * differently from before; a training of another revision cannot be resumed.
   */
  default int revision() {
    return 1;
  }

  /**
   * The settings with values in place of those that are left to the network; as they are by
   * default. What it returns is what the configuration of a run says. {@link #create} may get
   * either.
   *
   * @param settings each within its range
   * @param network the backbone
   */
  default S filled(S settings, SegmentationNetwork network) {
    return settings;
  }

  /**
   * The method for one training.
   *
   * @param settings each within its range
   * @param context network, schedule and batch
   * @throws UserException if a setting does not go with another one, the network, the patch or the
   *     batch; the sentence names the key, as {@code method.heads}
   */
  Method create(S settings, MethodContext context);
}
