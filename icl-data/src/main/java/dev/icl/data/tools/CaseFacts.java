package dev.icl.data.tools;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.icl.core.json.AnyNumber;
import java.util.List;

/**
 * The facts of one scan. Shape and spacing list the axes as the file does; numbers are those that
 * are stored, before any preprocessing.
 *
 * @param name of the case
 * @param patient the patient of the scan
 * @param part its subset
 * @param shape voxels along each axis; empty where the scan could not be read
 * @param spacing mm between voxels along each axis; empty where the file does not say
 * @param type of the stored intensities
 * @param min least intensity
 * @param max greatest intensity
 * @param mean of the intensities
 * @param std their standard deviation
 * @param histogram voxels of each of the dataset's classes; empty without a label map
 * @param problems its problems, one sentence each
 * @param notes notes on what may surprise, one clause each, without the name
 */
public record CaseFacts(
    String name,
    String patient,
    String part,
    List<Integer> shape,
    List<Double> spacing,
    String type,
    @JsonSerialize(using = AnyNumber.class) double min,
    @JsonSerialize(using = AnyNumber.class) double max,
    @JsonSerialize(using = AnyNumber.class) double mean,
    @JsonSerialize(using = AnyNumber.class) double std,
    List<Long> histogram,
    List<String> problems,
    List<String> notes) {
  /** Keeps its own copy of the lists. */
  public CaseFacts {
    shape = List.copyOf(shape);
    spacing = List.copyOf(spacing);
    histogram = List.copyOf(histogram);
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
  }

  /** The same with the voxels of these label values alone, in this order. */
  CaseFacts withValues(List<Integer> values) {
    List<Long> counts =
        histogram.isEmpty()
            ? List.of()
            : values.stream().map(v -> v < histogram.size() ? histogram.get(v) : 0L).toList();
    return new CaseFacts(
        name, patient, part, shape, spacing, type, min, max, mean, std, counts, problems, notes);
  }

  static CaseFacts unreadable(String name, String patient, String part, List<String> problems) {
    return new CaseFacts(
        name, patient, part, List.of(), List.of(), "", 0, 0, 0, 0, List.of(), problems, List.of());
  }
}
