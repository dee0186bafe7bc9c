package dev.icl.data.augment;

import dev.icl.core.tensor.Shape;

/** The places that a window may have along an axis of a sample, and the zeros around the sample. */
public enum CropRule {
  /**
   * A sample that is not larger than the window along every axis is surrounded by zeros first, on
   * either side of each axis by half of what it lacks and 3 voxels; the last place is left out. The
   * rule of SSL4MIS and UA-MT ({@code RandomCrop}), from {@code numpy.random.randint}.
   */
  SSL4MIS {
    @Override
    int first(Shape sample, Shape window, int axis) {
      return -padding(sample, window, axis);
    }

    @Override
    int places(Shape sample, Shape window, int axis) {
      return sample.dim(axis) + 2 * padding(sample, window, axis) - window.dim(axis);
    }

    @Override
    int last(Shape sample, Shape window, int axis) {
      return sample.dim(axis) + padding(sample, window, axis) - window.dim(axis);
    }
  },
  /**
   * Inside the sample, each place as likely as another; where the sample is smaller it lies in the
   * middle, one zero more behind than in front of it where their number is odd. The rule of MONAI
   * ({@code RandSpatialCropd}, then {@code SpatialPadd}) and of nnU-Net.
   */
  INSIDE {
    @Override
    int first(Shape sample, Shape window, int axis) {
      return -Math.max(0, window.dim(axis) - sample.dim(axis)) / 2;
    }

    @Override
    int places(Shape sample, Shape window, int axis) {
      return Math.max(0, sample.dim(axis) - window.dim(axis)) + 1;
    }

    @Override
    int last(Shape sample, Shape window, int axis) {
      return first(sample, window, axis) + places(sample, window, axis) - 1;
    }
  };

  private static final int SLACK = 3;

  /**
   * The least index of a window's first voxel along an axis.
   *
   * @param sample shape of the sample
   * @param window shape of the window
   * @param axis the axis
   */
  abstract int first(Shape sample, Shape window, int axis);

  /** The number of indices that are drawn from, at least 1. */
  abstract int places(Shape sample, Shape window, int axis);

  /** The greatest index that a window around a voxel may have. */
  abstract int last(Shape sample, Shape window, int axis);

  private static int padding(Shape sample, Shape window, int axis) {
    boolean small = false;
    for (int i = 0; i < window.rank(); i++) {
      small |= sample.dim(i) <= window.dim(i);
    }
    int lacking = Math.floorDiv(window.dim(axis) - sample.dim(axis), 2) + SLACK;
    return small ? Math.max(0, lacking) : 0;
  }
}
