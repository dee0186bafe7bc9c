package dev.icl.bench.speed;

import dev.icl.core.checkpoint.Provenance;
import dev.icl.data.metrics.CaseScorer;
import dev.icl.data.metrics.EmptyMasks;
import dev.icl.data.metrics.SurfaceDistances;
import dev.icl.data.sample.Spacing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Scores a made-up organ on scans of growing size. Needs no engine. */
public final class MetricsMeasurement {
  /** The sizes that are measured where nothing else is asked for. */
  public static final List<List<Integer>> SIZES =
      List.of(
          List.of(64, 64, 64),
          List.of(64, 128, 128),
          List.of(128, 128, 128),
          List.of(128, 256, 256),
          List.of(256, 256, 256),
          List.of(256, 512, 512));

  private static final Spacing SPACING = Spacing.of(2.5, 0.8, 0.8);
  private static final int WARM_UP = 20;

  private final List<List<Integer>> sizes;
  private final int steps;

  /**
   * @param sizes slices, rows and columns of each scan
   * @param steps the number of repetitions of each measurement
   */
  public MetricsMeasurement(List<List<Integer>> sizes, int steps) {
    this.sizes = List.copyOf(sizes);
    this.steps = steps;
  }

  /**
   * Measures.
   *
   * @param progress told what is being done
   */
  public MetricsReport run(Consumer<String> progress) {
    progress.accept("warm-up");
    OrganPair small = pair(sizes.get(0));
    CaseScorer scorer = new CaseScorer(EmptyMasks.STRICT, 1);
    for (int i = 0; i < WARM_UP; i++) {
      hd95AndAsd(small);
      everyMetric(scorer, small);
    }
    List<MetricsReport.Size> measured = new ArrayList<>();
    for (List<Integer> size : sizes) {
      progress.accept("%d x %d x %d voxels".formatted(size.toArray()));
      measured.add(measure(size, scorer));
    }
    return new MetricsReport(Provenance.ofProcess(), steps, measured);
  }

  private MetricsReport.Size measure(List<Integer> size, CaseScorer scorer) {
    OrganPair pair = pair(size);
    List<Long> two = new ArrayList<>();
    List<Long> every = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      two.add(hd95AndAsd(pair));
      every.add(everyMetric(scorer, pair));
    }
    return MetricsReport.Size.of(size, Durations.of(two), Durations.of(every));
  }

  private static long hd95AndAsd(OrganPair pair) {
    long start = System.nanoTime();
    SurfaceDistances distances =
        SurfaceDistances.between(pair.prediction(), pair.reference(), 1, SPACING);
    requireRealistic(distances.hausdorff95() + distances.average());
    return System.nanoTime() - start;
  }

  private static long everyMetric(CaseScorer scorer, OrganPair pair) {
    long start = System.nanoTime();
    scorer.score(pair.prediction(), pair.reference(), 2, Optional.of(SPACING));
    return System.nanoTime() - start;
  }

  /** The result must be used, or the compiler may leave the work out. */
  private static void requireRealistic(double millimetres) {
    if (!(millimetres > 0)) {
      throw new IllegalStateException("the segmentation is as good as perfect");
    }
  }

  private static OrganPair pair(List<Integer> size) {
    return OrganPair.of(size.get(0), size.get(1), size.get(2));
  }
}
