package dev.icl.app.serve;

import dev.icl.app.predict.LabelFormat;
import dev.icl.core.error.Choices;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The media types of label maps, and the choice of a format by a request. */
final class LabelMedia {
  private static final String ANY_BYTES = "application/octet-stream";
  private static final Map<String, LabelFormat> BY_TYPE = new LinkedHashMap<>();

  static {
    BY_TYPE.put("application/x-nifti", LabelFormat.NIFTI);
    BY_TYPE.put("application/gzip", LabelFormat.NIFTI);
    BY_TYPE.put("application/x-hdf5", LabelFormat.HDF5);
    BY_TYPE.put("application/x-nrrd", LabelFormat.NRRD);
    BY_TYPE.put("application/x-metaimage", LabelFormat.METAIMAGE);
    BY_TYPE.put("image/tiff", LabelFormat.TIFF);
    BY_TYPE.put("image/png", LabelFormat.PNG);
    BY_TYPE.put("application/dicom", LabelFormat.DICOM_SEG);
  }

  private static final Map<String, String> BY_ENDING =
      Map.of(
          ".nii", "application/x-nifti",
          ".gz", "application/x-nifti",
          ".h5", "application/x-hdf5",
          ".hdf5", "application/x-hdf5",
          ".nrrd", "application/x-nrrd",
          ".mha", "application/x-metaimage",
          ".tif", "image/tiff",
          ".tiff", "image/tiff",
          ".png", "image/png",
          ".dcm", "application/dicom");

  private LabelMedia() {}

  /** The media type of a file. */
  static String type(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    return BY_ENDING.getOrDefault(dot < 0 ? "" : name.substring(dot), ANY_BYTES);
  }

  /**
   * The format that a request asks for: by name, else by media types, else that of the scan.
   *
   * @param name as {@code icl predict --format} takes it
   * @param accept values of the header {@code Accept}
   * @throws Refusal if there is no such format
   */
  static LabelFormat wanted(Optional<String> name, List<String> accept) throws Refusal {
    if (name.isPresent()) {
      return named(name.get());
    }
    List<String> types =
        accept.stream()
            .flatMap(value -> Arrays.stream(value.split(",")))
            .map(String::strip)
            .toList();
    for (String type : types) {
      String bare = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
      if (bare.equals("*/*") || bare.equals("application/*") || bare.equals(ANY_BYTES)) {
        return LabelFormat.SAME;
      }
      if (BY_TYPE.containsKey(bare)) {
        return BY_TYPE.get(bare);
      }
    }
    if (types.isEmpty()) {
      return LabelFormat.SAME;
    }
    throw new Refusal(
        406,
        "Accept names no media type of label maps; use one of %s, or */* for the format of the scan."
            .formatted(String.join(", ", BY_TYPE.keySet())));
  }

  private static LabelFormat named(String name) throws Refusal {
    LabelFormat[] formats = LabelFormat.values();
    List<String> names = Choices.words(formats);
    int place = names.indexOf(name);
    if (place < 0) {
      throw new Refusal(
          400,
          "format: there is no such choice; use one of %s.".formatted(String.join(", ", names)));
    }
    return formats[place];
  }
}
