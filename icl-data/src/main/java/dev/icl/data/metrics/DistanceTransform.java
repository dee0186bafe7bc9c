package dev.icl.data.metrics;

import dev.icl.data.sample.Spacing;

/**
 * Exact Euclidean distances from some voxels of a box to the nearest of others, in time linear in
 * the voxels of the box: a separable transform along columns, rows and slices, of which only what
 * the asked-for voxels need is computed.
 *
 * <p>Between the axes it keeps where the nearest voxel of a slice is, as whole steps, and not how
 * far: 4 bytes per voxel, and nothing is rounded before the end. It keeps its memory for the next
 * call; not for several threads at once.
 */
final class DistanceTransform {
  private static final int STEPS = 0xffff;

  /** Steps to the nearest source in the slice, rows above columns, {@code [row, slice, column]}. */
  private int[] nearest = {};

  /**
   * @param box the box that the places refer to
   * @param spacing of its voxels
   * @param sources not empty
   * @param queries the voxels asked for
   * @return the distance from each query to its nearest source, in the unit of the spacing; not in
   *     the order of the queries
   */
  double[] distances(Box box, Spacing spacing, Surface sources, Surface queries) {
    Columns columns = Columns.of(queries, box);
    Slices slices = Slices.of(sources, box);
    int needed = Math.multiplyExact(slices.count, box.area());
    if (nearest.length < needed) {
      nearest = new int[needed];
    }
    alongColumnsAndRows(box, spacing, sources, slices, columns);
    return alongSlices(box, spacing, slices, columns, queries.size());
  }

  /** mm; an image, whose spacing has two axes, is one slice. */
  private static double betweenSlices(Spacing spacing) {
    return spacing.millimetres().size() > 2 ? spacing.fromLast(2) : 1;
  }

  private void alongColumnsAndRows(
      Box box, Spacing spacing, Surface sources, Slices slices, Columns columns) {
    int width = box.width();
    int[] steps = new int[box.area()];
    int[] rows = new int[box.height()];
    LowerEnvelope envelope = new LowerEnvelope(box.height(), spacing.fromLast(1));
    double squareX = spacing.fromLast(0) * spacing.fromLast(0);
    for (int k = 0; k < slices.count; k++) {
      int count = alongRows(box, sources, slices, k, rows, steps);
      for (int x = 0; x < width; x++) {
        if (columns.first[x] > columns.last[x]) {
          continue;
        }
        envelope.clear();
        for (int r = 0, i = x; r < count; r++, i += width) {
          envelope.add(rows[r], squareX * steps[i] * steps[i], r);
        }
        for (int y = columns.first[x]; y <= columns.last[x]; y++) {
          int r = envelope.nearest(y);
          nearest[(y * slices.count + k) * width + x] =
              Math.abs(y - rows[r]) << 16 | steps[r * width + x];
        }
      }
    }
  }

  /**
   * Steps to the nearest source of the same row, for the rows of a slice that have sources.
   *
   * @param rows gets these rows
   * @param steps gets the steps, a row after the other
   * @return how many rows
   */
  private static int alongRows(
      Box box, Surface sources, Slices slices, int k, int[] rows, int[] steps) {
    int width = box.width();
    int[] places = sources.places();
    int sliceStart = slices.z[k] * box.area();
    int end = slices.start[k + 1];
    int count = 0;
    for (int i = slices.start[k]; i < end; count++) {
      int row = (places[i] - sliceStart) / width;
      int rowStart = sliceStart + row * width;
      int to = count * width;
      int x = places[i] - rowStart;
      for (int c = 0; c < x; c++) {
        steps[to + c] = x - c;
      }
      for (i++; i < end && places[i] < rowStart + width; i++) {
        int next = places[i] - rowStart;
        int middle = (x + next) >> 1;
        for (int c = x; c <= middle; c++) {
          steps[to + c] = c - x;
        }
        for (int c = middle + 1; c < next; c++) {
          steps[to + c] = next - c;
        }
        x = next;
      }
      for (int c = x; c < width; c++) {
        steps[to + c] = c - x;
      }
      rows[count] = row;
    }
    return count;
  }

  private double[] alongSlices(
      Box box, Spacing spacing, Slices slices, Columns columns, int queries) {
    int width = box.width();
    double squareX = spacing.fromLast(0) * spacing.fromLast(0);
    double squareY = spacing.fromLast(1) * spacing.fromLast(1);
    double squareZ = betweenSlices(spacing) * betweenSlices(spacing);
    double[] heights = new double[slices.count];
    double[] distances = new double[queries];
    LowerEnvelope envelope = new LowerEnvelope(box.slices(), betweenSlices(spacing));
    int done = 0;
    for (int column = 0; column < box.area(); column++) {
      int end = columns.start[column + 1];
      if (done == end) {
        continue;
      }
      int i = column / width * slices.count * width + column % width;
      envelope.clear();
      for (int k = 0; k < slices.count; k++, i += width) {
        double dy = nearest[i] >>> 16;
        double dx = nearest[i] & STEPS;
        heights[k] = squareY * dy * dy + squareX * dx * dx;
        envelope.add(slices.z[k], heights[k], k);
      }
      for (; done < end; done++) {
        int z = columns.z[done];
        int k = envelope.nearest(z);
        double dz = z - slices.z[k];
        distances[done] = Math.sqrt(heights[k] + squareZ * dz * dz);
      }
    }
    return distances;
  }

  /** The slices of a box that hold sources, and where theirs start. */
  private static final class Slices {
    private final int[] z;
    private final int[] start;
    private int count;

    private Slices(int slices) {
      z = new int[slices];
      start = new int[slices + 1];
    }

    static Slices of(Surface sources, Box box) {
      Slices slices = new Slices(box.slices());
      int[] places = sources.places();
      int area = box.area();
      long sliceEnd = 0;
      for (int i = 0; i < sources.size(); i++) {
        if (places[i] >= sliceEnd) {
          int z = places[i] / area;
          sliceEnd = (z + 1L) * area;
          slices.z[slices.count] = z;
          slices.start[slices.count++] = i;
        }
      }
      slices.start[slices.count] = sources.size();
      return slices;
    }
  }

  /** The queries by row and column, the slices of each ascending. */
  private static final class Columns {
    private final int[] start;
    private final int[] z;

    /**
     * First and last row with queries in each column of the image plane; last before first: none.
     */
    private final int[] first;

    private final int[] last;

    private Columns(Box box, int queries) {
      start = new int[box.area() + 1];
      z = new int[queries];
      first = new int[box.width()];
      last = new int[box.width()];
    }

    static Columns of(Surface queries, Box box) {
      Columns columns = new Columns(box, queries.size());
      int[] places = queries.places();
      int area = box.area();
      for (int i = 0; i < queries.size(); i++) {
        columns.start[places[i] % area + 1]++;
      }
      columns.findEnds(box);
      for (int c = 0; c < area; c++) {
        columns.start[c + 1] += columns.start[c];
      }
      int[] next = columns.start.clone();
      for (int i = 0; i < queries.size(); i++) {
        columns.z[next[places[i] % area]++] = places[i] / area;
      }
      return columns;
    }

    private void findEnds(Box box) {
      for (int x = 0; x < box.width(); x++) {
        first[x] = box.height();
        last[x] = -1;
      }
      for (int y = 0; y < box.height(); y++) {
        for (int x = 0; x < box.width(); x++) {
          if (start[y * box.width() + x + 1] > 0) {
            first[x] = Math.min(first[x], y);
            last[x] = y;
          }
        }
      }
    }
  }
}
