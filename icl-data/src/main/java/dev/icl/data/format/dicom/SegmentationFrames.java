package dev.icl.data.format.dicom;

import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import java.util.ArrayList;
import java.util.List;

/**
 * The frames of a segmentation object: one for each class and slice where there is something.
 *
 * @param places class, from 1, and slice, from 0, of every frame
 * @param samples one bit a voxel, the lowest bit of a byte first, frame after frame
 */
record SegmentationFrames(List<Place> places, byte[] samples) {
  SegmentationFrames {
    places = List.copyOf(places);
  }

  /** The class and the slice of a frame. */
  record Place(int segment, int slice) {}

  /**
   * The frames of a label map. If nothing is segmented, there is one, which is empty.
   *
   * @param labels of three axes, the third counting slices
   * @param classes the number of classes, the background included
   */
  static SegmentationFrames of(Scan labels, int classes) {
    byte[] values = labels.labels(AxisOrder.FIRST_FASTEST, classes);
    int slices = labels.shape().dim(2);
    int area = values.length / slices;
    List<Place> places = new ArrayList<>();
    for (int segment = 1; segment < classes; segment++) {
      for (int slice = 0; slice < slices; slice++) {
        if (holds(values, slice * area, area, segment)) {
          places.add(new Place(segment, slice));
        }
      }
    }
    if (places.isEmpty()) {
      places.add(new Place(1, 0));
    }
    byte[] samples = new byte[Math.toIntExact(((long) area * places.size() + 7) / 8)];
    long bit = 0;
    for (Place place : places) {
      for (int i = place.slice() * area; i < (place.slice() + 1) * area; i++) {
        if (values[i] == (byte) place.segment()) {
          samples[(int) (bit >> 3)] |= (byte) (1 << (bit & 7));
        }
        bit++;
      }
    }
    return new SegmentationFrames(places, samples);
  }

  private static boolean holds(byte[] values, int from, int count, int segment) {
    for (int i = from; i < from + count; i++) {
      if (values[i] == (byte) segment) {
        return true;
      }
    }
    return false;
  }
}
