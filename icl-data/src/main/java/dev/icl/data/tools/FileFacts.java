package dev.icl.data.tools;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.icl.core.json.AnyNumber;
import java.util.List;
import java.util.Map;

/**
 * The facts of one array of a file. Shape and spacing list the axes as the file does.
 *
 * @param file its name
 * @param array {@code image} or {@code label}; files of one array hold an image
 * @param format of the file, such as {@code NIfTI}
 * @param shape voxels along each axis
 * @param spacing between voxels along each axis, mm for the first three; empty where the file is
 *     silent
 * @param orientation three letters, such as {@code RAS}; empty where the file is silent
 * @param forms {@code sform} and {@code qform} of a NIfTI header; none of other files
 * @param type of the stored numbers
 * @param slope the factor of stored numbers
 * @param intercept the summand after that
 * @param min least value
 * @param max greatest value
 * @param mean of the values
 * @param std their standard deviation
 * @param histogram voxels of each value; empty unless all are few whole numbers from 0 to 255
 * @param notes the decisions taken where the header is silent or contradicts itself
 */
public record FileFacts(
    String file,
    String array,
    String format,
    List<Integer> shape,
    List<Double> spacing,
    String orientation,
    Map<String, Form> forms,
    String type,
    @JsonSerialize(using = AnyNumber.class) double slope,
    @JsonSerialize(using = AnyNumber.class) double intercept,
    @JsonSerialize(using = AnyNumber.class) double min,
    @JsonSerialize(using = AnyNumber.class) double max,
    @JsonSerialize(using = AnyNumber.class) double mean,
    @JsonSerialize(using = AnyNumber.class) double std,
    Map<Integer, Long> histogram,
    List<String> notes) {
  /**
   * One of the two forms of a NIfTI header, as it stands there.
   *
   * @param code the space it maps to; 0 if it does not count
   * @param orientation three letters; empty where the form has no inverse
   * @param rows the first three rows of its matrix, in the unit of the file; empty likewise
   */
  public record Form(int code, String orientation, List<Double> rows) {
    /** Keeps its own copy of the list. */
    public Form {
      rows = List.copyOf(rows);
    }
  }
}
