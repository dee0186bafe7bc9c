package dev.icl.modules.method;

/**
 * The number of images that a step takes.
 *
 * @param labeled with label maps, at least 1
 * @param unlabeled without, 0 for a method that has no use for them
 */
public record StepImages(int labeled, int unlabeled) {

  /** All of them. */
  public int total() {
    return labeled + unlabeled;
  }
}
