package dev.icl.data.phantom;

import java.util.List;

/**
 * One patient's heart, a stack of short-axis sections from base (depth 0) to apex (depth 1).
 *
 * @param x centre of the left ventricle at the base, mm from the image's centre
 * @param y the same, downwards
 * @param driftX the distance by which the centre moves towards the apex, mm
 * @param driftY the same, downwards
 * @param direction from the left ventricle to the right one, radians
 * @param cavity radius of the left ventricle's cavity at the base, mm
 * @param wall thickness of the myocardium at the base, mm
 * @param septum by which fraction the wall is thicker towards the right ventricle
 * @param rightReach the reach of the right ventricle beyond the myocardium, as a fraction of the
 *     outer radius
 * @param rightSpan half width of the right ventricle across its direction, the same fraction
 * @param rightEnd depth at which the right ventricle ends
 * @param rightWall thickness of its free wall, mm
 * @param inner irregularity of the cavity
 * @param outer irregularity of the outer contour
 * @param papillaries directions of the papillary muscles, radians
 */
record Heart(
    double x,
    double y,
    double driftX,
    double driftY,
    double direction,
    double cavity,
    double wall,
    double septum,
    double rightReach,
    double rightSpan,
    double rightEnd,
    double rightWall,
    Contour inner,
    Contour outer,
    List<Double> papillaries) {

  static Heart draw(Draw draw, PhantomDifficulty difficulty) {
    double size = draw.about(1, difficulty.scaleSpread());
    double offset = difficulty.positionSpread() * Math.sqrt(draw.uniform(0, 1));
    double towards = draw.angle();
    double direction = draw.about(Math.PI, 0.9);
    return new Heart(
        offset * StrictMath.cos(towards) - 10 * StrictMath.cos(direction),
        offset * StrictMath.sin(towards) - 10 * StrictMath.sin(direction),
        draw.about(0, 7),
        draw.about(0, 7),
        direction,
        size * draw.uniform(16, 25),
        size * draw.uniform(6.5, 11.5),
        draw.uniform(-0.15, 0.35),
        draw.uniform(0.4, 0.85),
        draw.uniform(0.85, 1.2),
        draw.uniform(0.75, 0.98),
        draw.uniform(2, 4),
        new Contour(draw, difficulty.shapeSpread()),
        new Contour(draw, difficulty.shapeSpread()),
        List.of(direction + draw.uniform(1.6, 2.5), direction - draw.uniform(1.6, 2.5)));
  }

  /** The section at a depth from 0 (base) to 1 (apex). */
  HeartSection at(double depth) {
    double taper = Math.sqrt(1 - 0.9 * depth * depth);
    double right = Math.sqrt(Math.max(0, 1 - depth * depth / (rightEnd * rightEnd)));
    return new HeartSection(this, depth, taper, right);
  }
}
