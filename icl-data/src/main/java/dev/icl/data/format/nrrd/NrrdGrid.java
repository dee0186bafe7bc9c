package dev.icl.data.format.nrrd;

import dev.icl.data.scan.Affine;
import dev.icl.data.scan.Scan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The grid of an NRRD header, in mm and in right, anterior, superior. Spaces that are no patient's,
 * such as {@code 3D-right-handed}, give steps but no orientation.
 */
final class NrrdGrid {
  /**
   * The factors by which x and y of a patient space are multiplied to run to the right and to the
   * front.
   */
  private static final Map<String, int[]> SPACES =
      Map.of(
          "right-anterior-superior", new int[] {1, 1},
          "ras", new int[] {1, 1},
          "left-anterior-superior", new int[] {-1, 1},
          "las", new int[] {-1, 1},
          "left-posterior-superior", new int[] {-1, -1},
          "lps", new int[] {-1, -1});

  /** Kinds of axes along which there are places; along others there are values of one place. */
  private static final Set<String> PLACES = Set.of("domain", "space", "time", "???", "none");

  private final NrrdHeader header;
  private final int rank;
  private final List<double[]> directions;
  private final int first;

  /**
   * @param sizes of the axes in the header
   * @throws dev.icl.core.error.UserException if the grid is unusable
   */
  NrrdGrid(NrrdHeader header, long[] sizes) {
    this.header = header;
    this.rank = sizes.length;
    this.directions =
        header.text("spacedirections").isPresent() ? vectors("spacedirections") : List.of();
    if (!directions.isEmpty() && directions.size() != rank) {
      throw header.wrong("spacedirections");
    }
    this.first = leading();
  }

  /** The number of axes in front that hold values of one place, not places. */
  int leadingAxes() {
    return first;
  }

  private int leading() {
    String[] kinds = header.text("kinds").map(k -> k.strip().split("\\s+")).orElse(new String[0]);
    int axis = 0;
    while (axis < rank - 1) {
      boolean without = axis < directions.size() && directions.get(axis).length == 0;
      boolean values =
          kinds.length == rank && !PLACES.contains(kinds[axis].toLowerCase(Locale.ROOT));
      if (!(without || values && directions.isEmpty())) {
        return axis;
      }
      axis++;
    }
    return axis;
  }

  /** The scan, whose shape leaves the leading axes out, on the grid. */
  Scan on(Scan scan) {
    List<String> notes = new ArrayList<>();
    Optional<Affine> affine = affine();
    Optional<double[]> spacing = spacing();
    Optional<String> unit = unknownUnit();
    if (unit.isPresent()) {
      notes.add(
          "the header gives lengths in '%s', which is no unit of length known here, so the voxel size is unknown"
              .formatted(unit.get()));
    } else {
      if (affine.isEmpty()) {
        notes.add("the header tells no orientation (it names no patient space)");
      }
      if (spacing.isEmpty()) {
        notes.add("the header tells no voxel size (space directions or spacings)");
      }
    }
    Scan placed = affine.isPresent() ? scan.withAffine(affine.get()) : scan;
    return (spacing.isPresent() ? placed.withSpacing(filled(spacing.get(), scan.rank())) : placed)
        .withNotes(notes);
  }

  private static double[] filled(double[] steps, int rank) {
    double[] all = Arrays.copyOf(steps, rank);
    Arrays.fill(all, Math.min(steps.length, rank), rank, 1);
    return all;
  }

  /** The affine; empty where the file names no patient space or has fewer than three axes. */
  private Optional<Affine> affine() {
    String space = header.text("space").orElse("").toLowerCase(Locale.ROOT);
    boolean timed = space.endsWith("-time") || space.matches("[rl][ap]st");
    String patient = timed ? space.replaceAll("(-time|t)$", "") : space;
    int[] signs = SPACES.get(patient);
    if (signs == null || directions.isEmpty()) {
      return Optional.empty();
    }
    int dimension = timed ? 4 : 3;
    double[] origin =
        header.text("spaceorigin").isPresent()
            ? vectors("spaceorigin").get(0)
            : new double[dimension];
    List<double[]> spatial = directions.subList(first, Math.min(rank, first + 3));
    boolean known = directions.stream().allMatch(d -> d.length == 0 || d.length == dimension);
    if (!known || spatial.stream().anyMatch(d -> d.length == 0)) {
      throw header.wrong("spacedirections");
    }
    if (origin.length != dimension) {
      throw header.wrong("spaceorigin");
    }
    if (spatial.size() < 3) {
      return Optional.empty();
    }
    NrrdUnits units = units("spaceunits");
    double[] rows = new double[12];
    for (int r = 0; r < 3; r++) {
      double sign = (r < 2 ? signs[r] : 1) * units.millimetres(r);
      if (Double.isNaN(sign)) {
        return Optional.empty();
      }
      for (int c = 0; c < 3; c++) {
        rows[4 * r + c] = sign * spatial.get(c)[r];
      }
      rows[4 * r + 3] = sign * origin[r];
    }
    try {
      return Optional.of(Affine.ofRows(rows));
    } catch (IllegalArgumentException e) {
      throw header.wrong("spacedirections");
    }
  }

  /**
   * The steps along the axes, without the leading ones; empty where one of the first three is
   * unknown.
   */
  private Optional<double[]> spacing() {
    double[] steps = new double[rank - first];
    NrrdUnits spaceUnits = units("spaceunits");
    NrrdUnits axisUnits = units("units");
    Optional<double[]> listed = header.text("spacings").map(text -> numbers("spacings", text));
    if (directions.isEmpty() && listed.isPresent() && listed.get().length != rank) {
      throw header.wrong("spacings");
    }
    for (int axis = 0; axis < steps.length; axis++) {
      double step = Double.NaN;
      if (!directions.isEmpty()) {
        double squares = 0;
        double[] direction = directions.get(first + axis);
        for (int r = 0; r < direction.length; r++) {
          double part = direction[r] == 0 ? 0 : direction[r] * spaceUnits.millimetres(r);
          squares += part * part;
        }
        step = Math.sqrt(squares);
      } else if (listed.isPresent()) {
        step =
            Math.abs(listed.get()[first + axis])
                * (axis < 3 ? axisUnits.millimetres(first + axis) : 1);
      }
      boolean known = step > 0 && Double.isFinite(step);
      if (!known && axis < 3) {
        return Optional.empty();
      }
      steps[axis] = known ? step : 1;
    }
    return Optional.of(steps);
  }

  private NrrdUnits units(String field) {
    return NrrdUnits.of(header.text(field).orElse(""));
  }

  /** The first unit of a spatial axis that is no length known here. */
  private Optional<String> unknownUnit() {
    NrrdUnits units = units(directions.isEmpty() ? "units" : "spaceunits");
    int from = directions.isEmpty() ? first : 0;
    return IntStream.range(from, from + 3)
        .filter(axis -> Double.isNaN(units.millimetres(axis)))
        .mapToObj(units::name)
        .findFirst();
  }

  private double[] numbers(String name, String text) {
    try {
      return Arrays.stream(text.split("\\s+")).mapToDouble(NrrdGrid::number).toArray();
    } catch (NumberFormatException e) {
      throw header.wrong(name);
    }
  }

  /** A number as C's printf writes it too: {@code nan} where an axis has no length, {@code inf}. */
  private static double number(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan", "+nan", "-nan" -> Double.NaN;
      case "inf", "+inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /** Vectors such as {@code (1,0,0) none}; the second, like one of nothing but NaN, is empty. */
  private List<double[]> vectors(String name) {
    List<double[]> out = new ArrayList<>();
    String text = header.needed(name).replaceAll("\\s*,\\s*", ",").replaceAll("\\(\\s+", "(");
    for (String part : text.replaceAll("\\s+\\)", ")").split("\\s+")) {
      if (part.equals("none")) {
        out.add(new double[0]);
      } else if (part.length() > 2 && part.startsWith("(") && part.endsWith(")")) {
        try {
          String inner = part.substring(1, part.length() - 1);
          double[] vector = Arrays.stream(inner.split(",")).mapToDouble(NrrdGrid::number).toArray();
          out.add(Arrays.stream(vector).allMatch(Double::isNaN) ? new double[0] : vector);
        } catch (NumberFormatException e) {
          throw header.wrong(name);
        }
      } else {
        throw header.wrong(name);
      }
    }
    return out;
  }
}
