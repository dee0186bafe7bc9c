package dev.icl.data.model;

import dev.icl.core.error.UserException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The division of the training slices into labelled and unlabelled ones; places in {@link
 * Dataset#trainingSlices()}.
 *
 * @param labeled slices whose labels may be used
 * @param unlabeled all the others
 */
public record LabeledSplit(List<Integer> labeled, List<Integer> unlabeled) {
  /** Copies the lists. */
  public LabeledSplit {
    labeled = List.copyOf(labeled);
    unlabeled = List.copyOf(unlabeled);
  }

  /**
   * The slices of the first patients in list order are labelled. On the benchmark's ACDC list 3
   * patients are the first 68 slices and 7 are the first 136.
   *
   * @param slices all training slices in order
   * @param patients the number of labelled patients, 0 to the number of distinct patients
   * @throws UserException if there are not that many patients
   */
  public static LabeledSplit ofFirstPatients(List<SliceId> slices, int patients) {
    return ofPatients(slices, patients, 0);
  }

  /**
   * The slices of the first patients of a drawing are labelled.
   *
   * @param slices all training slices in order
   * @param patients the number of labelled patients, 0 to the number of distinct patients
   * @param draw 0 for the first in list order, or the number of a {@link LabelDraw}
   * @throws UserException if there are not that many patients
   */
  public static LabeledSplit ofPatients(List<SliceId> slices, int patients, int draw) {
    Set<String> distinct = new LinkedHashSet<>();
    slices.forEach(s -> distinct.add(s.patient()));
    if (patients < 0 || patients > distinct.size()) {
      throw new UserException(
          "data.labeled is "
              + patients
              + ", but the dataset has "
              + distinct.size()
              + " training patients: choose a number from 0 to "
              + distinct.size()
              + ".");
    }
    Set<String> chosen = new LinkedHashSet<>(LabelDraw.order(distinct, draw).subList(0, patients));
    List<Integer> labeled = new ArrayList<>();
    List<Integer> unlabeled = new ArrayList<>();
    for (int i = 0; i < slices.size(); i++) {
      (chosen.contains(slices.get(i).patient()) ? labeled : unlabeled).add(i);
    }
    return new LabeledSplit(labeled, unlabeled);
  }
}
