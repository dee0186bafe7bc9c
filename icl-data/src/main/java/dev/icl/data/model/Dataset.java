package dev.icl.data.model;

import java.util.List;

/**
 * Training slices and validation volumes of one kind of scan. Safe for use by several threads.
 *
 * <p>Slices are addressed by their place in {@link #trainingSlices()}, volumes by their place in
 * {@link #validationCases()}.
 */
public interface Dataset {
  /** Names of the classes; the place in the list is the label value, and 0 is the background. */
  List<String> classNames();

  /** The training slices in the order of the benchmark: labelled patients come from its start. */
  List<SliceId> trainingSlices();

  /**
   * One training slice at its own size.
   *
   * @param index place in {@link #trainingSlices()}
   * @throws dev.icl.core.error.UserException if it cannot be read
   */
  Slice trainingSlice(int index);

  /** Names of the validation volumes, in order. */
  List<String> validationCases();

  /**
   * One validation volume at its own size, labels included.
   *
   * @param index place in {@link #validationCases()}
   * @throws dev.icl.core.error.UserException if it cannot be read
   */
  Volume validationVolume(int index);

  /** What the data is, to be written beside every result. */
  DataProvenance provenance();

  /** How many classes there are, the background included. */
  default int classes() {
    return classNames().size();
  }
}
