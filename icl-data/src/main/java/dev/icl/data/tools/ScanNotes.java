package dev.icl.data.tools;

import dev.icl.data.scan.Affine;
import dev.icl.data.scan.Scan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Notes on the headers of an image and its label map, where they may surprise. */
final class ScanNotes {
  private static final double SAME_PLACE_MM = 1e-2;
  private static final double SAME_STEP = 1e-3;

  private ScanNotes() {}

  static List<String> of(Scan image, Optional<Scan> label) {
    List<String> notes = new ArrayList<>();
    List<String> ofLabel = label.map(Scan::notes).orElse(List.of());
    Set<String> all = new LinkedHashSet<>(image.notes());
    all.addAll(ofLabel);
    for (String note : all) {
      boolean here = image.notes().contains(note);
      String whose =
          here && ofLabel.contains(note) ? "image and label map" : here ? "image" : "label map";
      notes.add(whose + ": " + note);
    }
    if (label.isPresent()) {
      grids(image, label.get()).ifPresent(notes::add);
      if (label.get().voxels().anyRoundedLabel()) {
        notes.add("label map: values that are no whole numbers are rounded, such as 0.999999 to 1");
      }
    }
    return notes;
  }

  private static Optional<String> grids(Scan image, Scan label) {
    Optional<Affine> here = image.affine();
    Optional<Affine> there = label.affine();
    if (here.isPresent() && there.isPresent()) {
      return here.get().closeTo(there.get(), SAME_PLACE_MM)
          ? Optional.empty()
          : Optional.of(
              "image and label map: one shape, but the headers place them differently in the patient");
    }
    if (image.spacing().isPresent() && label.spacing().isPresent()) {
      double[] a = image.spacing().get();
      double[] b = label.spacing().get();
      for (int axis = 0; axis < Math.min(a.length, b.length); axis++) {
        if (Math.abs(a[axis] - b[axis]) > SAME_STEP * a[axis]) {
          return Optional.of(
              "image and label map: one shape, but different voxel sizes; that of the image counts");
        }
      }
    }
    return Optional.empty();
  }
}
