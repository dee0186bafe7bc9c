package dev.icl.modules.network;

import dev.icl.core.error.UserException;
import dev.icl.core.settings.Provider;

/**
 * A network that {@code network.name} can be, found with {@link java.util.ServiceLoader}.
 *
 * @param <S> its settings, the other keys of the section {@code network}
 */
public interface NetworkProvider<S extends Record> extends Provider<S> {
  /**
   * The network for images of a kind.
   *
   * @param settings each within its range
   * @param image what goes in and what is told apart
   * @throws UserException if settings do not go together, naming the key as {@code
   *     network.channels}
   */
  SegmentationNetwork create(S settings, ImageSpec image);
}
