package dev.icl.data.phantom;

import java.util.ArrayList;
import java.util.List;

/**
 * The surroundings of a heart: chest wall, lungs, liver, aorta, and organs that resemble a heart's
 * parts without being any.
 *
 * @param body inside of the chest wall
 * @param fat thickness of the fat around it, mm
 * @param regions later ones cover earlier ones
 */
record Surroundings(Ellipse body, double fat, List<Region> regions) {
  /** An organ of one tissue. */
  record Region(Ellipse shape, Tissue tissue) {}

  static Surroundings draw(Draw draw, PhantomDifficulty difficulty, Heart heart) {
    List<Region> regions = new ArrayList<>();
    double left = heart.direction() + Math.PI;
    regions.add(organ(draw, heart, left + draw.about(0.5, 0.5), 60, 75, Tissue.LUNG));
    if (draw.chance(0.7)) {
      double side = heart.direction() + draw.about(0.9, 0.4);
      regions.add(organ(draw, heart, side, 75, 90, Tissue.LUNG));
    }
    if (draw.chance(0.75)) {
      double below = heart.direction() - draw.about(1.3, 0.5);
      regions.add(organ(draw, heart, below, 60, 85, Tissue.LIVER));
    }
    regions.add(aorta(draw, heart, left + draw.about(0.2, 0.6)));
    int count = draw.whole(Math.min(1, difficulty.distractors()), difficulty.distractors());
    for (int i = 0; i < count; i++) {
      addDistractor(draw, regions);
    }
    Ellipse body =
        Ellipse.of(
            draw.about(0, 12),
            draw.about(0, 12),
            draw.uniform(78, 115),
            draw.uniform(66, 100),
            draw.angle());
    return new Surroundings(body, draw.uniform(4, 14), List.copyOf(regions));
  }

  private static Region organ(
      Draw draw, Heart heart, double angle, double near, double far, Tissue tissue) {
    double distance = draw.uniform(near, far);
    Ellipse shape =
        Ellipse.of(
            heart.x() + distance * StrictMath.cos(angle),
            heart.y() + distance * StrictMath.sin(angle),
            draw.uniform(24, 40),
            draw.uniform(35, 60),
            angle + draw.about(0, 0.4));
    return new Region(shape, tissue);
  }

  private static Region aorta(Draw draw, Heart heart, double angle) {
    double distance = heart.cavity() + heart.wall() + draw.uniform(14, 24);
    double x = heart.x() + distance * StrictMath.cos(angle);
    double y = heart.y() + distance * StrictMath.sin(angle);
    return new Region(Ellipse.circle(x, y, draw.uniform(6, 11)), Tissue.VESSEL);
  }

  /** A vessel, a blob of fat or muscle, or a blood-filled ring like a small left ventricle. */
  private static void addDistractor(Draw draw, List<Region> regions) {
    Ellipse shape =
        Ellipse.of(
            draw.about(0, 75),
            draw.about(0, 75),
            draw.uniform(4, 13),
            draw.uniform(4, 13),
            draw.angle());
    double kind = draw.uniform(0, 1);
    if (kind < 0.3) {
      regions.add(new Region(shape.grown(draw.uniform(3, 6)), Tissue.RIGHT_WALL));
      regions.add(new Region(shape, Tissue.VESSEL));
    } else if (kind < 0.6) {
      regions.add(new Region(shape, Tissue.VESSEL));
    } else {
      regions.add(new Region(shape.grown(4), kind < 0.8 ? Tissue.FAT : Tissue.RIGHT_WALL));
    }
  }

  /**
   * The tissue at a point where there is no heart.
   *
   * @param px mm to the right of the image's centre
   * @param py mm below the image's centre
   */
  Tissue tissue(double px, double py) {
    if (!body.contains(px, py)) {
      return body.grown(fat).contains(px, py) ? Tissue.FAT : Tissue.AIR;
    }
    for (int i = regions.size() - 1; i >= 0; i--) {
      if (regions.get(i).shape().contains(px, py)) {
        return regions.get(i).tissue();
      }
    }
    return Tissue.MUSCLE;
  }
}
