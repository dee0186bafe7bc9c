package dev.icl.bench.cell;

import java.util.List;

/** Order statistics with linear interpolation, type 7 of Hyndman and Fan (1996), as R's default. */
final class Percentile {
  private Percentile() {}

  /**
   * @param values at least one
   * @param share from 0, the least, to 1, the greatest
   */
  static double of(List<Double> values, double share) {
    List<Double> sorted = values.stream().sorted().toList();
    double place = share * (sorted.size() - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
  }
}
