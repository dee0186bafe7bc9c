package dev.icl.data.metrics;

import java.util.Arrays;

/**
 * The surface of a class: its voxels that do not have the class on all sides. Sides are the 6 faces
 * of a voxel of a volume and the 4 edges of a pixel of an image (MedPy's connectivity 1), and what
 * is beyond the grid does not have the class.
 *
 * <p>The voxels are places in a box, in C order of the box, ascending.
 */
final class Surface {
  private int[] places = new int[1024];
  private int size;

  private Surface() {}

  static Surface of(LabelMap map, int label, Box box) {
    Surface surface = new Surface();
    for (int z = 0; z < box.slices(); z++) {
      for (int y = 0; y < box.height(); y++) {
        surface.row(map, (byte) label, box, z, y);
      }
    }
    return surface;
  }

  /** Places in the box; only the first {@link #size()} count. */
  int[] places() {
    return places;
  }

  int size() {
    return size;
  }

  private void row(LabelMap map, byte label, Box box, int boxSlice, int boxRow) {
    byte[] labels = map.labels();
    int width = map.width();
    int area = map.height() * width;
    int z = box.z() + boxSlice;
    int y = box.y() + boxRow;
    boolean rimOfGrid =
        y == 0 || y == map.height() - 1 || (!map.planar() && (z == 0 || z == map.slices() - 1));
    int slice = map.planar() ? 0 : area;
    int first = z * area + y * width;
    int place = (boxSlice * box.height() + boxRow) * box.width() - box.x();
    for (int x = box.x(); x < box.x() + box.width(); x++) {
      int i = first + x;
      if (labels[i] != label) {
        continue;
      }
      if (rimOfGrid
          || x == 0
          || x == width - 1
          || labels[i - 1] != label
          || labels[i + 1] != label
          || labels[i - width] != label
          || labels[i + width] != label
          || labels[i - slice] != label
          || labels[i + slice] != label) {
        add(place + x);
      }
    }
  }

  private void add(int place) {
    if (size == places.length) {
      places = Arrays.copyOf(places, size + (size >> 1));
    }
    places[size++] = place;
  }
}
