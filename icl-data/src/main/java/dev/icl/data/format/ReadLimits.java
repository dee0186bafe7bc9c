package dev.icl.data.format;

/**
 * The most that a reader may take in, whatever a file claims.
 *
 * @param fileBytes largest file
 * @param voxelBytes most bytes an array may take in memory, after decompression
 * @param nonFinite the treatment of NaN and infinity
 */
public record ReadLimits(long fileBytes, long voxelBytes, NonFiniteVoxels nonFinite) {
  /** The most elements that every JVM gives an array. */
  private static final long LONGEST = Integer.MAX_VALUE - 16L;

  /**
   * @throws IllegalArgumentException if a limit is not positive
   */
  public ReadLimits {
    if (fileBytes < 1 || voxelBytes < 1) {
      throw new IllegalArgumentException("limits of " + fileBytes + " and " + voxelBytes);
    }
    fileBytes = Math.min(fileBytes, LONGEST);
    voxelBytes = Math.min(voxelBytes, LONGEST);
  }

  /**
   * Half of the JVM's heap each for file and voxels, at most 2 GiB, so that no file asks for more
   * memory than there is; NaN and infinity are refused.
   */
  public static ReadLimits standard() {
    long half = Runtime.getRuntime().maxMemory() / 2;
    return new ReadLimits(half, half, NonFiniteVoxels.REFUSE);
  }

  /** The same with another largest array. */
  public ReadLimits withVoxelBytes(long bytes) {
    return new ReadLimits(fileBytes, bytes, nonFinite);
  }

  /** The same with another largest file. */
  public ReadLimits withFileBytes(long bytes) {
    return new ReadLimits(bytes, voxelBytes, nonFinite);
  }

  /** The same with another treatment of NaN and infinity. */
  public ReadLimits with(NonFiniteVoxels treatment) {
    return new ReadLimits(fileBytes, voxelBytes, treatment);
  }
}
