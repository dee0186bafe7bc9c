package dev.icl.app.shown;

import dev.icl.data.scan.Scan;
import java.util.List;
import java.util.Optional;

/** The origin of scans that were scored. */
interface ScanSource {
  /** Names of the channels of a scan. */
  List<String> channelNames();

  /**
   * Reads a scan and its reference.
   *
   * @param name of the case
   * @return empty if there is no such case
   */
  Optional<ScoredScan> read(String name);

  /**
   * Classes as a label map on the grid of their scan.
   *
   * @param image the first channel of the scan
   * @param classes of each voxel, slices first
   */
  Scan onGrid(Scan image, byte[] classes);
}
