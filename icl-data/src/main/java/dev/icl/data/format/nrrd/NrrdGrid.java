package dev.icl.data.format.nrrd;

import dev.icl.data.scan.Affine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The grid of an NRRD header, in mm and in right, anterior, superior. */
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

  private final NrrdHeader header;
  private final int rank;

  NrrdGrid(NrrdHeader header, int rank) {
    this.header = header;
    this.rank = rank;
  }

  /** The affine; empty where the file names no patient space. */
  Optional<Affine> affine() {
    Optional<int[]> signs = header.text("space").map(s -> SPACES.get(s.toLowerCase(Locale.ROOT)));
    if (signs.isEmpty() || header.text("spacedirections").isEmpty()) {
      return Optional.empty();
    }
    List<double[]> directions = vectors("spacedirections");
    double[] origin =
        header.text("spaceorigin").isPresent()
            ? vectors("spaceorigin").get(0)
            : new double[] {0, 0, 0};
    boolean spatialFirst =
        directions.size() == rank
            && rank >= 3
            && directions.subList(0, 3).stream().allMatch(d -> d.length == 3)
            && directions.subList(3, rank).stream().allMatch(d -> d.length == 0);
    if (!spatialFirst || origin.length != 3) {
      throw header.wrong(spatialFirst ? "spaceorigin" : "spacedirections");
    }
    double[] rows = new double[12];
    for (int r = 0; r < 3; r++) {
      int sign = r < 2 ? signs.get()[r] : 1;
      for (int c = 0; c < 3; c++) {
        rows[4 * r + c] = sign * directions.get(c)[r];
      }
      rows[4 * r + 3] = sign * origin[r];
    }
    try {
      return Optional.of(Affine.ofRows(rows));
    } catch (IllegalArgumentException e) {
      throw header.wrong("spacedirections");
    }
  }

  /** The steps along the axes where no patient space is named; empty where any is unknown. */
  Optional<double[]> spacings() {
    Optional<String> text = header.text("spacings");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      double[] steps =
          Arrays.stream(text.get().split("\\s+")).mapToDouble(Double::parseDouble).toArray();
      boolean known = Arrays.stream(steps).allMatch(s -> s > 0 && Double.isFinite(s));
      return Optional.of(steps).filter(s -> known && s.length == rank);
    } catch (NumberFormatException e) {
      throw header.wrong("spacings");
    }
  }

  /** Vectors such as {@code (1,0,0) none}; the second of these has no elements. */
  private List<double[]> vectors(String name) {
    List<double[]> out = new ArrayList<>();
    String text = header.needed(name).replaceAll("\\s*,\\s*", ",");
    for (String part : text.split("\\s+")) {
      if (part.equals("none")) {
        out.add(new double[0]);
      } else if (part.length() > 2 && part.startsWith("(") && part.endsWith(")")) {
        try {
          String inner = part.substring(1, part.length() - 1);
          out.add(Arrays.stream(inner.split(",")).mapToDouble(Double::parseDouble).toArray());
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
