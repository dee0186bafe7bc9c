package dev.icl.data.format.nrrd;

import dev.icl.core.error.UserException;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.Scan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The grid of an NRRD header, in mm and in right, anterior, superior. Spaces that are no patient's,
 * such as {@code 3D-right-handed}, give steps but no orientation.
 */
final class NrrdGrid {
  /** What x and y of a patient space are multiplied by to run to the right and to the front. */
  private static final Map<String, int[]> SPACES =
      Map.of(
          "right-anterior-superior", new int[] {1, 1},
          "ras", new int[] {1, 1},
          "left-anterior-superior", new int[] {-1, 1},
          "las", new int[] {-1, 1},
          "left-posterior-superior", new int[] {-1, -1},
          "lps", new int[] {-1, -1});

  private static final Map<String, Double> MILLIMETRES =
      Map.of("mm", 1.0, "cm", 10.0, "m", 1000.0, "um", 1e-3, "µm", 1e-3, "μm", 1e-3, "nm", 1e-6);

  /** Kinds of axes along which there are places; along others there are values of one place. */
  private static final Set<String> PLACES = Set.of("domain", "space", "time", "???", "none");

  /**
   * In quotes as the format has it, or bare as some programs write {@code none} and {@code ???}.
   */
  private static final Pattern UNIT = Pattern.compile("\"([^\"]*)\"|[^\\s\"]+");

  private final NrrdHeader header;
  private final int rank;
  private final List<double[]> directions;
  private final int first;

  /**
   * @param sizes of the axes in the header
   * @throws UserException if a voxel holds several values, or the grid is unusable
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
    for (int axis = 0; axis < first; axis++) {
      if (sizes[axis] != 1) {
        throw new UserException(
            "%s has %d axes, the first of them for %d values at each voxel (the layers of a segmentation, or channels): export it as a label map or an image of 3 axes, in 3D Slicer one file a layer."
                .formatted(header.file(), rank, sizes[axis]));
      }
    }
  }

  /** How many axes in front hold values of one place, not places; they have size 1. */
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
    if (affine.isEmpty()) {
      notes.add("the header tells no orientation (it names no patient space)");
    }
    if (spacing.isEmpty()) {
      notes.add("the header tells no voxel size (space directions or spacings)");
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
    double scale = unit("spaceunits", 0);
    double[] rows = new double[12];
    for (int r = 0; r < 3; r++) {
      double sign = (r < 2 ? signs[r] : 1) * scale;
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
    Optional<double[]> listed = header.text("spacings").map(text -> numbers("spacings", text));
    if (directions.isEmpty() && listed.isPresent() && listed.get().length != rank) {
      throw header.wrong("spacings");
    }
    for (int axis = 0; axis < steps.length; axis++) {
      double step = Double.NaN;
      if (!directions.isEmpty()) {
        double squares = 0;
        for (double part : directions.get(first + axis)) {
          squares += part * part;
        }
        step = Math.sqrt(squares) * (axis < 3 ? unit("spaceunits", 0) : 1);
      } else if (listed.isPresent()) {
        step = Math.abs(listed.get()[first + axis]) * (axis < 3 ? unit("units", first + axis) : 1);
      }
      boolean known = step > 0 && Double.isFinite(step);
      if (!known && axis < 3) {
        return Optional.empty();
      }
      steps[axis] = known ? step : 1;
    }
    return Optional.of(steps);
  }

  /** What a length in the unit of an axis is multiplied by; units of another kind leave it. */
  private double unit(String field, int axis) {
    Matcher units = UNIT.matcher(header.text(field).orElse(""));
    for (int i = 0; units.find(); i++) {
      if (i == axis) {
        String unit = units.group(1) == null ? units.group() : units.group(1);
        return MILLIMETRES.getOrDefault(unit.strip(), 1.0);
      }
    }
    return 1;
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
