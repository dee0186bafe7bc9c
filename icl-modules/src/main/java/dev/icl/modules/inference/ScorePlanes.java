package dev.icl.modules.inference;

/**
 * The probabilities of the classes over an image or a volume, one place of its first axis after the
 * other, so that those of all of it need not be in memory at once.
 */
@FunctionalInterface
public interface ScorePlanes {
  /**
   * The probabilities at the next place of the first axis.
   *
   * @return {@code [classes][pixels]}, the pixels in C order; used again by the next call
   * @throws java.util.NoSuchElementException if there is no further place
   */
  float[][] next();
}
