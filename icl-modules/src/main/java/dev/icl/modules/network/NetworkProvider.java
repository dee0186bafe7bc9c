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

  /**
   * The settings with everything written out that {@link #create} would take from the images beside
   * channels and classes. A training is recorded with these, so that its network is the same
   * wherever it is made again.
   *
   * @param settings each within its range
   * @param image the images that go in and the classes that are told apart
   * @return by default the settings as they are: nothing of the network depends on the images
   * @throws UserException as {@link #create}
   */
  default S resolved(S settings, ImageSpec image) {
    return settings;
  }

  /**
   * The settings that a training goes on with, before its images are at hand: what is left to the
   * images is as it was resolved.
   *
   * @param now the settings that are asked for
   * @param before those that the training was recorded with
   * @return by default what is asked for
   */
  default S continued(S now, S before) {
    return now;
  }
}
