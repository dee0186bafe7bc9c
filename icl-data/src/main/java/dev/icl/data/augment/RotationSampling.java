package dev.icl.data.augment;

/**
 * A rotation about the centre that keeps the size, with SciPy's coordinates: {@code source = offset
 * + M · (row, column)}, {@code M = [[cos, sin], [-sin, cos]]}; outside the image is 0.
 */
final class RotationSampling implements PixelSampling {
  private final int height;
  private final int width;
  private final double cos;
  private final double sin;
  private final double offsetRow;
  private final double offsetColumn;

  RotationSampling(int height, int width, int degrees) {
    this.height = height;
    this.width = width;
    // StrictMath: the same bits on every machine.
    cos = StrictMath.cos(StrictMath.toRadians(degrees));
    sin = StrictMath.sin(StrictMath.toRadians(degrees));
    double centreRow = (height - 1) / 2.0;
    double centreColumn = (width - 1) / 2.0;
    offsetRow = centreRow - (cos * centreRow + sin * centreColumn);
    offsetColumn = centreColumn - (-sin * centreRow + cos * centreColumn);
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int source(int row, int column) {
    // Summed in SciPy's order, so that ties round alike.
    double y = (offsetRow + row * cos) + column * sin;
    double x = (offsetColumn + row * -sin) + column * cos;
    if (y < 0 || y > height - 1 || x < 0 || x > width - 1) {
      return -1;
    }
    return (int) Math.floor(y + 0.5) * width + (int) Math.floor(x + 0.5);
  }
}
