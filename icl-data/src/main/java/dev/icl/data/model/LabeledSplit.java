package dev.icl.data.model;

import dev.icl.core.error.UserException;
import dev.icl.core.text.Counts;
import dev.icl.data.sample.SampleId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The division of the training samples into labelled and unlabelled ones; places in {@link
 * Dataset#trainingSamples()}.
 *
 * @param labeled samples whose labels may be used
 * @param unlabeled all the others
 */
public record LabeledSplit(List<Integer> labeled, List<Integer> unlabeled) {
  /** Copies the lists. */
  public LabeledSplit {
    labeled = List.copyOf(labeled);
    unlabeled = List.copyOf(unlabeled);
  }

  /**
   * The samples of the first patients in list order are labelled. On the benchmark's ACDC list 3
   * patients are the first 68 slices and 7 are the first 136.
   *
   * @param samples all training samples in order
   * @param patients the number of labelled patients, 0 to the number of distinct patients
   * @throws UserException if there are not that many patients
   */
  public static LabeledSplit ofFirstPatients(List<SampleId> samples, int patients) {
    return ofPatients(samples, patients, 0);
  }

  /**
   * The samples of the first patients of a drawing are labelled.
   *
   * @param samples all training samples in order
   * @param patients the number of labelled patients, 0 to the number of distinct patients
   * @param draw 0 for the first in list order, or the number of a {@link LabelDraw}
   * @throws UserException if there are not that many patients
   */
  public static LabeledSplit ofPatients(List<SampleId> samples, int patients, int draw) {
    Set<String> distinct = new LinkedHashSet<>();
    samples.forEach(s -> distinct.add(s.patient()));
    if (patients < 0 || patients > distinct.size()) {
      throw new UserException(
          "data.labeled is "
              + patients
              + ", but the dataset has "
              + Counts.of(distinct.size(), "training patient")
              + ": choose a number from 0 to "
              + distinct.size()
              + ".");
    }
    Set<String> chosen = new LinkedHashSet<>(LabelDraw.order(distinct, draw).subList(0, patients));
    List<Integer> labeled = new ArrayList<>();
    List<Integer> unlabeled = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      (chosen.contains(samples.get(i).patient()) ? labeled : unlabeled).add(i);
    }
    return new LabeledSplit(labeled, unlabeled);
  }
}
