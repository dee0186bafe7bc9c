package dev.icl.data.sample;

/** Counts in label maps whose classes are unsigned bytes. */
public final class LabelBytes {
  private LabelBytes() {}

  /**
   * The number of voxels of each class.
   *
   * @return {@link SampleSource#LABELS} numbers
   */
  public static int[] counts(byte[] label) {
    int[] counts = new int[SampleSource.LABELS];
    for (byte value : label) {
      counts[value & 0xff]++;
    }
    return counts;
  }

  /**
   * The place of a voxel of a class.
   *
   * @param label class of each voxel
   * @param wanted the class
   * @param number of the voxel among those of the class, from 0; there must be as many
   */
  public static int place(byte[] label, int wanted, int number) {
    int left = number;
    int place = 0;
    while ((label[place] & 0xff) != wanted || left-- > 0) {
      place++;
    }
    return place;
  }
}
