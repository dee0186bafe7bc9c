package dev.icl.data.augment;

/**
 * The source pixels of a transformed image. Every transform here is a nearest-neighbour one, so any
 * chain of them is a single gather from the original image, and no intermediate image is ever made.
 */
interface PixelSampling {
  /** Rows of the transformed image. */
  int height();

  /** Columns of the transformed image. */
  int width();

  /** Flat index in the original image of the pixel at this row and column; −1 for a zero. */
  int source(int row, int column);
}
