package dev.icl.app.predict;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.icl.core.error.UserException;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one scan of a cohort, small enough to be kept for each of them.
 *
 * @param name of the case, with slashes on every system
 * @param file of the scan, or the first of several
 * @param target the file of its label map
 * @param status the way it ended
 * @param seconds that reading, segmenting and writing took; 0 where it was done before
 * @param volumes of the classes but the background; empty where it was not segmented now
 * @param uncertainty mean entropy of the segmented voxels and those within 5 mm of them, 0 to 1;
 *     null where it was not asked for
 * @param notes what may surprise in its header
 * @param error why it failed, one sentence; null where it did not
 */
public record ScanRecord(
    @JsonProperty("case") String name,
    String file,
    String target,
    Status status,
    double seconds,
    List<ClassVolume> volumes,
    @Nullable Double uncertainty,
    List<String> notes,
    @Nullable String error)
    implements Serializable {
  private static final double MARGIN_MM = 5;
  private static final double MM3_PER_ML = 1000;

  /** Keeps its own copies of the lists. */
  public ScanRecord {
    volumes = List.copyOf(volumes);
    notes = List.copyOf(notes);
  }

  /** The ways to end. */
  public enum Status {
    /** It was segmented, and its files are written. */
    DONE,
    /** Its files were there already. */
    KEPT,
    /** It cannot be segmented, by a mistake of the user or of the data. */
    FAILED,
    /** It cannot be segmented, which is no mistake of the user. */
    UNEXPECTED
  }

  /**
   * The volume of a class.
   *
   * @param name of the class
   * @param voxels on the scan's own grid
   * @param ml the volume in millilitres; null where the scan's spacing is not known
   */
  public record ClassVolume(@JsonProperty("class") String name, long voxels, @Nullable Double ml)
      implements Serializable {
    /**
     * The volumes of a label map.
     *
     * @param labels class of each voxel
     * @param classNames the background first
     */
    public static List<ClassVolume> of(Scan labels, List<String> classNames) {
      long[] counts = new long[classNames.size()];
      Scan map = labels.squeezed();
      for (byte label : map.inOrder(AxisOrder.FIRST_FASTEST).voxels().toBytes()) {
        counts[Byte.toUnsignedInt(label)]++;
      }
      Optional<double[]> spacing = map.spacing();
      List<ClassVolume> volumes = new ArrayList<>();
      for (int c = 1; c < counts.length; c++) {
        long voxels = counts[c];
        volumes.add(
            new ClassVolume(
                classNames.get(c),
                voxels,
                spacing.map(mm -> voxels * product(mm) / MM3_PER_ML).orElse(null)));
      }
      return List.copyOf(volumes);
    }

    private static double product(double[] factors) {
      double product = 1;
      for (double factor : factors) {
        product *= factor;
      }
      return product;
    }
  }

  /**
   * The record of a scan that was segmented.
   *
   * @param name of the case
   * @param file of the scan
   * @param target the file of its label map
   * @param seconds that it took
   * @param segmentation the label map, and the uncertainty if that was wanted
   * @param classNames the background first
   * @param notes what may surprise in its header
   */
  static ScanRecord done(
      String name,
      String file,
      String target,
      double seconds,
      Segmentation segmentation,
      List<String> classNames,
      List<String> notes) {
    return new ScanRecord(
        name,
        file,
        target,
        Status.DONE,
        seconds,
        ClassVolume.of(segmentation.labels(), classNames),
        mean(segmentation.labels(), segmentation.uncertainty()),
        notes,
        null);
  }

  /** The record of a scan whose files were there. */
  static ScanRecord kept(String name, String file, String target) {
    return new ScanRecord(name, file, target, Status.KEPT, 0, List.of(), null, List.of(), null);
  }

  /**
   * The record of a scan that cannot be segmented.
   *
   * @param name of the case
   * @param file of the scan
   * @param target the file that its label map would be in
   * @param seconds until that was known
   * @param expected whether it is a mistake of the user, as a {@link UserException} says
   * @param notes what may surprise in its header
   * @param error one sentence
   */
  static ScanRecord failed(
      String name,
      String file,
      String target,
      double seconds,
      boolean expected,
      List<String> notes,
      String error) {
    return new ScanRecord(
        name,
        file,
        target,
        expected ? Status.FAILED : Status.UNEXPECTED,
        seconds,
        List.of(),
        null,
        notes,
        error);
  }

  /**
   * The same with what its files tell, as for a scan that was done before.
   *
   * @param labels class of each voxel
   * @param entropy of each voxel, 0 to 1, if there is a file of it
   * @param classNames the background first
   */
  public ScanRecord measured(Scan labels, Optional<Scan> entropy, List<String> classNames) {
    return new ScanRecord(
        name,
        file,
        target,
        status,
        seconds,
        ClassVolume.of(labels, classNames),
        mean(labels, entropy),
        notes,
        error);
  }

  private static @Nullable Double mean(Scan labels, Optional<Scan> entropy) {
    return entropy.map(map -> RegionUncertainty.of(labels, map, MARGIN_MM).mean()).orElse(null);
  }

  /** Whether there is no segmentation of it. */
  public boolean isFailed() {
    return error != null;
  }
}
