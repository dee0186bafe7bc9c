package dev.icl.data.metrics;

/** A part of a grid, from a first voxel on, in slices, rows and columns. */
record Box(int z, int y, int x, int slices, int height, int width) {
  int area() {
    return height * width;
  }
}
