package dev.icl.data.augment;

/**
 * A quarter-turn rotation as of {@code numpy.rot90}, then a flip.
 *
 * @param rows of the original image
 * @param columns of the original image
 * @param quarterTurns counter-clockwise, 0 to 3
 * @param axis 0 flips rows, 1 flips columns, −1 flips nothing
 */
record QuarterTurnSampling(int rows, int columns, int quarterTurns, int axis)
    implements PixelSampling {
  @Override
  public int height() {
    return quarterTurns % 2 == 0 ? rows : columns;
  }

  @Override
  public int width() {
    return quarterTurns % 2 == 0 ? columns : rows;
  }

  @Override
  public int source(int row, int column) {
    int y = axis == 0 ? height() - 1 - row : row;
    int x = axis == 1 ? width() - 1 - column : column;
    return switch (quarterTurns) {
      case 0 -> y * columns + x;
      case 1 -> x * columns + columns - 1 - y;
      case 2 -> (rows - 1 - y) * columns + columns - 1 - x;
      default -> (rows - 1 - x) * columns + y;
    };
  }
}
