package dev.icl.app.predict;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.icl.core.error.UserException;
import dev.icl.core.io.Csv;
import dev.icl.core.json.Json;
import dev.icl.data.scan.Scan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * Scans ordered by how unsure a network is of them, the least sure first: those whose label maps
 * would teach it most.
 *
 * @param scans in that order
 * @param failures one sentence for each scan that could not be read
 */
public record ScanRanking(List<Ranked> scans, List<String> failures) {
  private static final ScoreOutputs WANTED = new ScoreOutputs(false, true);

  /** Keeps its own copies of the lists. */
  public ScanRanking {
    scans = List.copyOf(scans);
    failures = List.copyOf(failures);
  }

  /**
   * A scan to be ranked.
   *
   * @param name of the case
   * @param file its only file, or the first of several
   * @param channels reads its channels
   */
  public record Candidate(String name, Path file, Supplier<List<Scan>> channels) {}

  /**
   * A ranked scan.
   *
   * @param rank from 1
   * @param name of the case
   * @param uncertainty mean entropy over the predicted foreground and a margin, 0 to 1
   * @param foreground voxels of predicted classes
   * @param region voxels that the mean is over
   * @param file the scan's file
   */
  public record Ranked(
      int rank,
      @JsonProperty("case") String name,
      double uncertainty,
      @JsonProperty("foreground_voxels") long foreground,
      @JsonProperty("region_voxels") long region,
      String file) {}

  /** A scan that was segmented. */
  private record Found(Candidate candidate, RegionUncertainty region) {
    Ranked ranked(int rank) {
      return new Ranked(
          rank,
          candidate.name(),
          region.mean(),
          region.foreground(),
          region.region(),
          candidate.file().toString());
    }
  }

  /** A listener to the progress. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A scan was looked at.
     *
     * @param name of the case
     * @param uncertainty of it; NaN if it could not be read
     */
    void done(String name, double uncertainty);
  }

  /**
   * Segments every scan and orders them.
   *
   * @param candidates one in memory at a time
   * @param segmenter segments each; not closed
   * @param marginMm the distance from the predicted foreground within which voxels count, in mm
   * @param listener told of every scan
   */
  public static ScanRanking of(
      List<Candidate> candidates, Segmenter segmenter, double marginMm, Listener listener) {
    List<Found> found = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    for (Candidate candidate : candidates) {
      try {
        Segmentation segmentation =
            segmenter.segmentation(candidate.name(), candidate.channels().get(), WANTED);
        RegionUncertainty region =
            RegionUncertainty.of(
                segmentation.labels(), segmentation.uncertainty().orElseThrow(), marginMm);
        found.add(new Found(candidate, region));
        listener.done(candidate.name(), region.mean());
      } catch (UserException e) {
        failures.add(e.getMessage());
        listener.done(candidate.name(), Double.NaN);
      }
    }
    found.sort(Comparator.comparingDouble((Found scan) -> scan.region().mean()).reversed());
    List<Ranked> ranked = new ArrayList<>();
    for (Found scan : found) {
      ranked.add(scan.ranked(ranked.size() + 1));
    }
    return new ScanRanking(ranked, failures);
  }

  /** The first of them. */
  public ScanRanking top(int count) {
    return new ScanRanking(scans.subList(0, Math.min(count, scans.size())), failures);
  }

  /** A line a scan, with the columns' names in the first. */
  public String toCsv() {
    Csv csv = new Csv("rank", "case", "uncertainty", "foreground_voxels", "region_voxels", "file");
    scans.forEach(
        s -> csv.row(s.rank(), s.name(), s.uncertainty(), s.foreground(), s.region(), s.file()));
    return csv.text();
  }

  /** As indented JSON. */
  public String toJson() {
    return Json.indented(this);
  }
}
