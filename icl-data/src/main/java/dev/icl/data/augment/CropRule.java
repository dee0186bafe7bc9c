package dev.icl.data.augment;

/** The places that a window may have along an axis of a sample, and the zeros around the sample. */
public enum CropRule {
  /**
   * A sample that is not larger than the window along every axis is surrounded by zeros first, on
   * either side of each axis by half of what it lacks and 3 voxels; the last place is left out. The
   * rule of SSL4MIS and UA-MT ({@code RandomCrop}), from {@code numpy.random.randint}.
   */
  SSL4MIS {
    @Override
    int first(int[] sample, int[] window, int axis) {
      return -padding(sample, window, axis);
    }

    @Override
    int places(int[] sample, int[] window, int axis) {
      return sample[axis] + 2 * padding(sample, window, axis) - window[axis];
    }

    @Override
    int last(int[] sample, int[] window, int axis) {
      return sample[axis] + padding(sample, window, axis) - window[axis];
    }
  },
  /**
   * Inside the sample, each place as likely as another; where the sample is smaller it lies in the
   * middle, one zero more behind than in front of it where their number is odd. The rule of MONAI
   * ({@code RandSpatialCropd}, then {@code SpatialPadd}) and of nnU-Net.
   */
  INSIDE {
    @Override
    int first(int[] sample, int[] window, int axis) {
      return -Math.max(0, window[axis] - sample[axis]) / 2;
    }

    @Override
    int places(int[] sample, int[] window, int axis) {
      return Math.max(0, sample[axis] - window[axis]) + 1;
    }

    @Override
    int last(int[] sample, int[] window, int axis) {
      return first(sample, window, axis) + places(sample, window, axis) - 1;
    }
  };

  private static final int SLACK = 3;

  /**
   * The least index of a window's first voxel along an axis.
   *
   * @param sample sizes of the sample
   * @param window sizes of the window
   * @param axis the axis
   */
  abstract int first(int[] sample, int[] window, int axis);

  /** The number of indices that are drawn from, at least 1. */
  abstract int places(int[] sample, int[] window, int axis);

  /** The greatest index that a window around a voxel may have. */
  abstract int last(int[] sample, int[] window, int axis);

  private static int padding(int[] sample, int[] window, int axis) {
    boolean small = false;
    for (int i = 0; i < window.length; i++) {
      small |= sample[i] <= window[i];
    }
    int lacking = Math.floorDiv(window[axis] - sample[axis], 2) + SLACK;
    return small ? Math.max(0, lacking) : 0;
  }
}
