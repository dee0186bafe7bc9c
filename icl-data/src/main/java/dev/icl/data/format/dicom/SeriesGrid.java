package dev.icl.data.format.dicom;

import dev.icl.core.error.UserException;
import dev.icl.data.scan.Affine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Frames in the order of their places along the normal of their planes, and the grid that they
 * make.
 *
 * @param frames in order
 * @param affine from indices to mm, in right, anterior, superior; empty where the header does not
 *     tell
 * @param notes what was assumed
 */
record SeriesGrid(List<Frame> frames, Optional<Affine> affine, List<String> notes) {
  /** The largest difference of directions that are the same but for rounding. */
  private static final double SAME_DIRECTION = 5e-3;

  private static final double SAME_SPACING = 1e-3;

  /** Steps below this share of the usual one are none. */
  private static final double NO_STEP = 0.05;

  /** Steps beyond this multiple of it leave a slice out. */
  private static final double GAP = 1.5;

  /** The largest distance of a slice from its even place, as a share of a step. */
  private static final double UNEVEN = 0.1;

  private static final double NOTED = 0.01;
  private static final double MOST_TILT = 1;

  SeriesGrid {
    frames = List.copyOf(frames);
    notes = List.copyOf(notes);
  }

  /**
   * The grid of some frames.
   *
   * @param where the file or folder that they are in, for messages
   * @param frames at least one
   * @throws UserException if they make no grid
   */
  static SeriesGrid of(Object where, List<Frame> frames) {
    requireSameSize(where, frames);
    return frames.size() == 1 ? ofOne(frames.get(0)) : ofSeveral(where, frames);
  }

  private static void requireSameSize(Object where, List<Frame> frames) {
    FrameFormat first = frames.get(0).format();
    for (Frame frame : frames) {
      FrameFormat format = frame.format();
      if (format.rows() != first.rows() || format.columns() != first.columns()) {
        throw new UserException(
            "%s has slices of several sizes (%s has %d columns and %d rows, %s %d and %d): put each size into a folder of its own."
                .formatted(
                    where,
                    frames.get(0).shown(),
                    first.columns(),
                    first.rows(),
                    frame.shown(),
                    format.columns(),
                    format.rows()));
      }
    }
  }

  private static SeriesGrid ofOne(Frame frame) {
    List<String> notes = new ArrayList<>();
    if (frame.position().isEmpty() || frame.orientation().isEmpty()) {
      notes.add("the header tells no orientation (ImagePositionPatient, ImageOrientationPatient)");
    }
    if (frame.spacing().isEmpty()) {
      notes.add("the header tells no voxel size (PixelSpacing)");
    } else if (frame.thickness().isEmpty()) {
      notes.add("the header of the only slice tells no thickness, so the grid is unknown");
    }
    if (!notes.isEmpty()) {
      return new SeriesGrid(List.of(frame), Optional.empty(), notes);
    }
    double[] step = frame.normal();
    for (int r = 0; r < 3; r++) {
      step[r] *= frame.thickness().get();
    }
    return new SeriesGrid(List.of(frame), Optional.of(affine(frame.file(), frame, step)), notes);
  }

  private static SeriesGrid ofSeveral(Object where, List<Frame> frames) {
    frames.forEach(SeriesGrid::requirePlace);
    requireSameInstancesOnce(where, frames);
    requireSamePlane(where, frames);
    double[] normal = frames.get(0).normal();
    List<Frame> sorted = new ArrayList<>(frames);
    sorted.sort(Comparator.comparingDouble(f -> f.along(normal)));
    double[] steps = new double[sorted.size() - 1];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = sorted.get(i + 1).along(normal) - sorted.get(i).along(normal);
    }
    requireSteps(where, sorted, steps);
    double[] step = requireLine(where, sorted, normal);
    double deviation = requireEven(where, sorted, step, steps);
    List<String> notes = new ArrayList<>();
    if (deviation > NOTED) {
      notes.add(
          "slices are up to %d %% of a step away from even places"
              .formatted(Math.round(100 * deviation)));
    }
    return new SeriesGrid(sorted, Optional.of(affine(where, sorted.get(0), step)), notes);
  }

  private static void requirePlace(Frame frame) {
    int missing =
        frame.position().isEmpty()
            ? Tags.POSITION
            : frame.orientation().isEmpty()
                ? Tags.ORIENTATION
                : frame.spacing().isEmpty() ? Tags.PIXEL_SPACING : 0;
    if (missing != 0) {
      throw new UserException(
          "%s lacks the DICOM element %s, without which slices have no places: export the series again, or leave the file out."
              .formatted(frame.file(), Tags.shown(missing)));
    }
  }

  private static void requireSameInstancesOnce(Object where, List<Frame> frames) {
    List<Frame> byInstance = new ArrayList<>(frames);
    byInstance.sort(Comparator.comparing(Frame::instance).thenComparing(Frame::shown));
    for (int i = 1; i < byInstance.size(); i++) {
      Frame before = byInstance.get(i - 1);
      Frame frame = byInstance.get(i);
      if (frame.instance().equals(before.instance()) && !frame.instance().startsWith("/")) {
        throw new UserException(
            "%s holds one slice twice, in %s and %s: remove one of them."
                .formatted(where, before.shown(), frame.shown()));
      }
    }
  }

  private static void requireSamePlane(Object where, List<Frame> frames) {
    Frame first = frames.get(0);
    for (Frame frame : frames) {
      if (apart(first.orientation(), frame.orientation()) > SAME_DIRECTION) {
        throw new UserException(
            "%s has slices of several orientations (%s and %s, for example): it is a localiser or several stacks; put each orientation into a folder of its own."
                .formatted(where, first.shown(), frame.shown()));
      }
      if (apart(first.spacing(), frame.spacing()) > SAME_SPACING * first.spacing().get()[0]) {
        throw new UserException(
            "%s has slices of several pixel sizes (%s and %s, for example): put each into a folder of its own."
                .formatted(where, first.shown(), frame.shown()));
      }
    }
  }

  private static double apart(Optional<double[]> a, Optional<double[]> b) {
    double most = 0;
    for (int i = 0; i < a.orElseThrow().length; i++) {
      most = Math.max(most, Math.abs(a.get()[i] - b.orElseThrow()[i]));
    }
    return most;
  }

  private static void requireSteps(Object where, List<Frame> sorted, double[] steps) {
    double[] ordered = steps.clone();
    Arrays.sort(ordered);
    double usual = ordered[(ordered.length - 1) / 2];
    for (int i = 0; i < steps.length; i++) {
      if (!(steps[i] > Math.max(1e-3, NO_STEP * usual))) {
        throw new UserException(
            "%s has several slices at one place (%s and %s, for example): it holds several times, echoes or contrasts; put each into a folder of its own."
                .formatted(where, sorted.get(i).shown(), sorted.get(i + 1).shown()));
      }
    }
    for (int i = 0; i < steps.length; i++) {
      if (steps[i] > GAP * usual) {
        throw new UserException(
            "%s lacks slices between %s and %s, which are %s mm apart where others are %s: fetch the missing ones."
                .formatted(
                    where,
                    sorted.get(i).shown(),
                    sorted.get(i + 1).shown(),
                    shown(steps[i]),
                    shown(usual)));
      }
    }
  }

  /** The step from slice to slice, which must be along the normal. */
  private static double[] requireLine(Object where, List<Frame> sorted, double[] normal) {
    Frame first = sorted.get(0);
    Frame last = sorted.get(sorted.size() - 1);
    double[] step = new double[3];
    double across = 0;
    double along = last.along(normal) - first.along(normal);
    for (int r = 0; r < 3; r++) {
      double way = last.position().orElseThrow()[r] - first.position().orElseThrow()[r];
      step[r] = way / (sorted.size() - 1);
      across += Math.pow(way - along * normal[r], 2);
    }
    double tilt = Math.toDegrees(Math.atan2(Math.sqrt(across), along));
    if (tilt > MOST_TILT) {
      throw new UserException(
          "%s has slices that are shifted against each other, by a gantry that was tilted by %s degrees: convert it to a straight grid, for example with dcm2niix."
              .formatted(where, shown(tilt)));
    }
    return step;
  }

  private static String shown(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** The largest distance of a slice from its even place, as a share of a step. */
  private static double requireEven(
      Object where, List<Frame> sorted, double[] step, double[] steps) {
    double length = Math.hypot(Math.hypot(step[0], step[1]), step[2]);
    double[] origin = sorted.get(0).position().orElseThrow();
    double most = 0;
    for (int i = 0; i < sorted.size(); i++) {
      double squares = 0;
      for (int r = 0; r < 3; r++) {
        double off = sorted.get(i).position().orElseThrow()[r] - origin[r] - i * step[r];
        squares += off * off;
      }
      most = Math.max(most, Math.sqrt(squares) / length);
    }
    if (most > UNEVEN) {
      throw new UserException(
          "%s has slices at uneven places, %s to %s mm apart: convert it to even steps, for example with dcm2niix."
              .formatted(
                  where,
                  shown(Arrays.stream(steps).min().orElseThrow()),
                  shown(Arrays.stream(steps).max().orElseThrow())));
    }
    return most;
  }

  /**
   * The affine of the first frame and the step to the next one; DICOM's space is left, posterior,
   * superior.
   */
  private static Affine affine(Object where, Frame frame, double[] step) {
    double[] o = frame.orientation().orElseThrow();
    double[] p = frame.position().orElseThrow();
    double[] spacing = frame.spacing().orElseThrow();
    double[] rows = new double[12];
    for (int r = 0; r < 3; r++) {
      int sign = r < 2 ? -1 : 1;
      rows[4 * r] = sign * o[r] * spacing[1];
      rows[4 * r + 1] = sign * o[3 + r] * spacing[0];
      rows[4 * r + 2] = sign * step[r];
      rows[4 * r + 3] = sign * p[r];
    }
    try {
      return Affine.ofRows(rows);
    } catch (IllegalArgumentException e) {
      throw new UserException(
          "%s has places and directions that make no grid (%s): export the series again."
              .formatted(where, e.getMessage()),
          e);
    }
  }
}
