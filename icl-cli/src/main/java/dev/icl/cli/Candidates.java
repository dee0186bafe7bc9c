package dev.icl.cli;

import java.util.Iterator;
import java.util.List;

/** Words that a shell offers where an option or an argument takes one of a few. */
final class Candidates {
  private Candidates() {}

  /** Those of {@code icl completion}. */
  static final class Shells extends Of {
    Shells() {
      super("bash", "zsh");
    }
  }

  /** Those of {@code icl evaluate --split}. */
  static final class Splits extends Of {
    Splits() {
      super("val", "test");
    }
  }

  /** Those of {@code icl predict --format}. */
  static final class LabelFormats extends Of {
    LabelFormats() {
      super(
          "nifti",
          "hdf5",
          "nrrd",
          "metaimage",
          "tiff",
          "png",
          "dicom-seg",
          "dicom-rtstruct",
          "same");
    }
  }

  /** The engines of this project; those of plugins can be typed. */
  static final class Engines extends Of {
    Engines() {
      super("pytorch", "tensorflow");
    }
  }

  /** Devices without those that a number names. */
  static final class Devices extends Of {
    Devices() {
      super("cpu", "gpu", "auto");
    }
  }

  /** Words in the order in which they are told. */
  abstract static class Of implements Iterable<String> {
    private final List<String> words;

    Of(String... words) {
      this.words = List.of(words);
    }

    @Override
    public Iterator<String> iterator() {
      return words.iterator();
    }
  }
}
