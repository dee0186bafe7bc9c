package dev.icl.data.phantom;

import dev.icl.data.phantom.Ellipsoid.Axes;
import java.util.ArrayList;
import java.util.List;

/**
 * One patient's anatomy: bodies of one tissue each, of which later ones cover earlier ones. A field
 * of view of 96 mm from left to right and from front to back and of 120 mm from head to foot holds
 * it.
 *
 * @param bodies in the order in which they are painted
 */
record Abdomen(List<Body> bodies) {
  /** A part of an organ. */
  record Body(Ellipsoid shape, Organ organ) {}

  /** Copies the list. */
  Abdomen {
    bodies = List.copyOf(bodies);
  }

  static Abdomen draw(Draw draw) {
    return new Abdomen(new Maker(draw).make());
  }

  /** The drawing of one patient, everything in the patient's own place, size and direction. */
  private static final class Maker {
    private static final double TALL = 400;

    private final Draw draw;
    private final List<Body> bodies = new ArrayList<>();
    private final double scale;
    private final double shiftX;
    private final double shiftY;
    private final double shiftZ;
    private final double turn;

    Maker(Draw draw) {
      this.draw = draw;
      this.scale = draw.about(1, 0.12);
      this.shiftX = draw.about(0, 4);
      this.shiftY = draw.about(0, 4);
      this.shiftZ = draw.about(0, 8);
      this.turn = draw.about(0, 0.2);
    }

    List<Body> make() {
      surroundings();
      liver();
      kidney(-1);
      kidney(1);
      artery();
      return bodies;
    }

    private void surroundings() {
      double width = draw.uniform(40, 46);
      double depth = draw.uniform(34, 40);
      double fat = draw.uniform(2, 7);
      add(Organ.FAT, new Axes(0, 0, 0, width, depth, TALL), 0, 0);
      add(Organ.MUSCLE, new Axes(0, 0, 0, width - fat, depth - fat, TALL), 0, 0);
      add(Organ.SPINE, new Axes(0, draw.about(24, 2), 0, 8, draw.uniform(6, 8), TALL), 0, 0);
      for (int loops = draw.whole(3, 7); loops > 0; loops--) {
        Axes loop =
            new Axes(
                draw.about(0, 26),
                draw.about(-6, 16),
                draw.uniform(0, 50),
                draw.uniform(4, 9),
                draw.uniform(4, 9),
                draw.uniform(5, 14));
        add(draw.chance(0.15) ? Organ.AIR : Organ.BOWEL, loop, draw.angle(), draw.about(0, 0.8));
      }
      Axes stomach = new Axes(12, -14, draw.about(-12, 8), 11, 8, draw.uniform(10, 16));
      add(Organ.STOMACH, varied(stomach), draw.about(0, 0.5), draw.about(0, 0.4));
      Axes spleen = new Axes(26, draw.about(2, 5), draw.about(-20, 8), 8, 12, 16);
      add(Organ.SPLEEN, varied(spleen), draw.about(0, 0.3), draw.about(0, 0.3));
      tube(Organ.AORTA, new Course(draw.about(3, 2), 13, 1.5), draw.uniform(3.5, 5.5), 0);
      tube(Organ.VEIN, new Course(draw.about(-5, 2), 11, 2.5), draw.uniform(2.5, 4), 0);
    }

    private void liver() {
      Axes right = varied(new Axes(-17, -4, -20, 18, 18, 24));
      add(Organ.LIVER, right, draw.about(0, 0.3), draw.about(0, 0.25));
      Axes left = varied(new Axes(-1, -14, -24, 17, 9, 13));
      add(Organ.LIVER, left, draw.about(0.2, 0.3), draw.about(0, 0.3));
      Axes tip = varied(new Axes(-22, 0, draw.about(2, 8), 9, 9, draw.uniform(10, 20)));
      add(Organ.LIVER, tip, draw.about(0, 0.4), draw.about(0, 0.2));
      if (draw.chance(0.45)) {
        for (int lesions = draw.whole(1, 4); lesions > 0; lesions--) {
          Axes lesion =
              new Axes(
                  right.x() + draw.about(0, 0.45) * right.a(),
                  right.y() + draw.about(0, 0.45) * right.b(),
                  right.z() + draw.about(0, 0.45) * right.c(),
                  draw.uniform(2.5, 5.5),
                  draw.uniform(2.5, 5.5),
                  draw.uniform(2.5, 5.5));
          add(Organ.LESION, lesion, draw.angle(), 0);
        }
      }
    }

    /**
     * @param side −1 for the one below the liver, 1 for the other
     */
    private void kidney(int side) {
      Axes outer = varied(new Axes(side * 21, 13, draw.about(14, 8), 8, 7, 15));
      double outwards = side * draw.about(0.3, 0.25);
      double forwards = draw.about(0, 0.25);
      add(Organ.KIDNEY, outer, outwards, forwards);
      Axes inner =
          new Axes(
              outer.x() - side * 0.15 * outer.a(),
              outer.y(),
              outer.z(),
              0.5 * outer.a(),
              0.5 * outer.b(),
              0.62 * outer.c());
      add(Organ.MEDULLA, inner, outwards, forwards);
      Axes hilum = new Axes(outer.x() - side * 0.95 * outer.a(), outer.y(), outer.z(), 4, 3.5, 4.5);
      add(Organ.FAT, hilum, 0, 0);
      if (draw.chance(0.25)) {
        double radius = draw.uniform(3, 6);
        double up = draw.about(0, 0.5) * outer.c();
        Axes cyst =
            new Axes(
                outer.x() + side * 0.7 * outer.a(),
                outer.y(),
                outer.z() + up,
                radius,
                radius,
                radius);
        add(Organ.CYST, cyst, 0, 0);
      }
    }

    private void artery() {
      double change = draw.chance(0.3) ? (draw.chance(0.5) ? 0.7 : -0.25) : 0;
      tube(
          Organ.ARTERY,
          new Course(draw.about(9, 3), draw.about(4, 3), 5),
          draw.uniform(1.9, 2.6),
          change);
    }

    /**
     * The course of a vessel from head to foot.
     *
     * @param x its middle
     * @param y its middle
     * @param sway the greatest distance from these
     */
    private record Course(double x, double y, double sway) {}

    /**
     * A vessel, as balls close to one another.
     *
     * @param organ its tissue
     * @param course its course
     * @param radius where it is healthy
     * @param change of the radius, as a share of it, at one place of about 20 mm
     */
    private void tube(Organ organ, Course course, double radius, double change) {
      double phaseX = draw.angle();
      double phaseY = draw.angle();
      double wave = draw.uniform(0.04, 0.07);
      double place = draw.about(0, 30);
      for (double z = -80; z <= 80; z += 0.8) {
        double off = (z - place) / 10;
        double r = radius * (1 + change * StrictMath.exp(-off * off));
        double x = course.x() + course.sway() * StrictMath.sin(wave * z + phaseX);
        double y = course.y() + course.sway() * StrictMath.sin(wave * z + phaseY);
        add(organ, new Axes(x, y, z, r, r, r), 0, 0);
      }
    }

    /** Other sizes, up to a fifth either way, at nearly the same place. */
    private Axes varied(Axes axes) {
      return new Axes(
          axes.x() + draw.about(0, 2),
          axes.y() + draw.about(0, 2),
          axes.z() + draw.about(0, 3),
          axes.a() * draw.about(1, 0.2),
          axes.b() * draw.about(1, 0.2),
          axes.c() * draw.about(1, 0.2));
    }

    private void add(Organ organ, Axes axes, double turned, double tilt) {
      double c = StrictMath.cos(turn);
      double s = StrictMath.sin(turn);
      Axes placed =
          new Axes(
              shiftX + scale * (c * axes.x() - s * axes.y()),
              shiftY + scale * (s * axes.x() + c * axes.y()),
              shiftZ + scale * axes.z(),
              scale * axes.a(),
              scale * axes.b(),
              scale * axes.c());
      bodies.add(new Body(Ellipsoid.turned(placed, turn + turned, tilt), organ));
    }
  }
}
