package dev.icl.spark.cohort;

import dev.icl.app.run.Scoring;
import dev.icl.core.error.UserException;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.metrics.CaseScorer;
import dev.icl.data.metrics.LabelMap;
import dev.icl.data.sample.Spacing;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;

/** Scores of label maps against references in files. */
final class ReferenceScores {
  private final VolumeFormats formats;
  private final int classes;
  private final CaseScorer scorer;

  /**
   * @param classes their number, the background included
   */
  ReferenceScores(VolumeFormats formats, int classes, Scoring scoring) {
    this.formats = formats;
    this.classes = classes;
    this.scorer = new CaseScorer(scoring.emptyMasks(), scoring.toleranceMm());
  }

  /**
   * Adds the scores of a label map to the row of its scan, or the sentence that says why there are
   * none.
   *
   * @param reference the file of the reference
   */
  CohortRow addTo(CohortRow row, Scan labels, Path reference) {
    try {
      Scan map = slicesLast(labels.squeezed());
      Scan truth = slicesLast(formats.readLabel(reference).squeezed());
      if (!map.shape().equals(truth.shape())) {
        throw new UserException(
            "%s is a reference of %s voxels for a scan of %s: name references on the grids of their scans."
                .formatted(reference, truth.shape(), map.shape()));
      }
      return row.scored(scorer.score(labelMap(map), labelMap(truth), classes, spacing(map, truth)));
    } catch (UserException e) {
      return row.unscored(String.valueOf(e.getMessage()));
    }
  }

  /** HDF5 lists the axes of a scan the other way round. */
  private static Scan slicesLast(Scan scan) {
    return scan.order() == AxisOrder.LAST_FASTEST ? scan.reversed() : scan;
  }

  private LabelMap labelMap(Scan map) {
    return LabelMap.of(map.shape().reversed(), map.labels(AxisOrder.FIRST_FASTEST, classes));
  }

  /** That of the scan, or else of the reference. */
  private static Optional<Spacing> spacing(Scan map, Scan truth) {
    return map.spacing()
        .or(truth::spacing)
        .map(
            mm ->
                new Spacing(
                    IntStream.range(0, mm.length)
                        .mapToObj(axis -> mm[mm.length - 1 - axis])
                        .toList()));
  }
}
