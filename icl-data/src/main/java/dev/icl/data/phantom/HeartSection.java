package dev.icl.data.phantom;

import java.util.List;
import java.util.Optional;

/** One short-axis section of a heart: which tissue is where. */
final class HeartSection {
  private final Heart heart;
  private final double x;
  private final double y;
  private final double cavity;
  private final double wall;
  private final double cos;
  private final double sin;
  private final double reach;
  private final Optional<Ellipse> right;
  private final List<Ellipse> papillaries;

  /**
   * @param taper size of the left ventricle relative to its base
   * @param rightTaper size of the right ventricle relative to its base; 0 where there is none
   */
  HeartSection(Heart heart, double depth, double taper, double rightTaper) {
    this.heart = heart;
    x = heart.x() + depth * heart.driftX();
    y = heart.y() + depth * heart.driftY();
    cavity = heart.cavity() * taper * Math.sqrt(taper);
    wall = heart.wall() * (0.75 + 0.25 * taper);
    cos = StrictMath.cos(heart.direction());
    sin = StrictMath.sin(heart.direction());
    double outer = cavity + wall;
    double tip = outer * (1 + heart.rightReach() * rightTaper);
    double centre = 0.45 * outer;
    right =
        rightTaper < 0.15
            ? Optional.empty()
            : Optional.of(
                new Ellipse(
                    x + centre * cos,
                    y + centre * sin,
                    tip - centre,
                    outer * heart.rightSpan() * (0.4 + 0.6 * rightTaper),
                    cos,
                    sin));
    papillaries = heart.papillaries().stream().map(this::papillary).toList();
    reach = 1.3 * Math.max(tip, outer * heart.rightSpan()) + heart.rightWall() + centre;
  }

  private Ellipse papillary(double angle) {
    double distance = 0.62 * cavity;
    return Ellipse.circle(
        x + distance * StrictMath.cos(angle), y + distance * StrictMath.sin(angle), 0.17 * cavity);
  }

  /**
   * The heart's tissue at a point; {@code surrounding} if the point is not in the heart.
   *
   * @param px mm to the right of the image's centre
   * @param py mm below the image's centre
   */
  Tissue tissue(double px, double py, Tissue surrounding) {
    double dx = px - x;
    double dy = py - y;
    double r = Math.sqrt(dx * dx + dy * dy);
    if (r > reach) {
      return surrounding;
    }
    double c = r == 0 ? 1 : dx / r;
    double s = r == 0 ? 0 : dy / r;
    double inner = cavity * heart.inner().factor(c, s);
    if (r <= inner) {
      boolean papillary = papillaries.stream().anyMatch(p -> p.contains(px, py));
      return papillary ? Tissue.PAPILLARY : Tissue.LEFT_VENTRICLE;
    }
    double towardsRight = c * cos + s * sin;
    double thickness = wall * (1 + heart.septum() * towardsRight) * heart.outer().factor(c, s);
    if (r <= inner + thickness) {
      return Tissue.MYOCARDIUM;
    }
    return right.map(ventricle -> rightTissue(ventricle, px, py, surrounding)).orElse(surrounding);
  }

  private Tissue rightTissue(Ellipse ventricle, double px, double py, Tissue surrounding) {
    if (ventricle.contains(px, py)) {
      return Tissue.RIGHT_VENTRICLE;
    }
    boolean wallHere = ventricle.grown(heart.rightWall()).contains(px, py);
    return wallHere ? Tissue.RIGHT_WALL : surrounding;
  }
}
