package dev.icl.cli;

import dev.icl.app.predict.LabelFormat;
import dev.icl.app.run.EvaluationSplit;
import dev.icl.core.error.Choices;
import java.util.Iterator;
import java.util.List;

/** Words that a shell offers where an option or an argument takes one of a few. */
final class Candidates {
  private Candidates() {}

  /** Those of {@code icl completion}. */
  static final class Shells extends Of {
    Shells() {
      super(Choices.words(CompletionCommand.Shell.values()));
    }
  }

  /** Those of {@code icl evaluate --split}. */
  static final class Splits extends Of {
    Splits() {
      super(Choices.words(EvaluationSplit.values()));
    }
  }

  /** Those of {@code icl predict --format}. */
  static final class LabelFormats extends Of {
    LabelFormats() {
      super(Choices.words(LabelFormat.values()));
    }
  }

  /** The engines of this project; those of plugins can be typed. */
  static final class Engines extends Of {
    Engines() {
      super(List.of("pytorch", "tensorflow"));
    }
  }

  /** Devices without those that a number names. */
  static final class Devices extends Of {
    Devices() {
      super(List.of("cpu", "gpu", "auto"));
    }
  }

  /** Words in the order in which they are told. */
  abstract static class Of implements Iterable<String> {
    private final List<String> words;

    Of(List<String> words) {
      this.words = words;
    }

    @Override
    public Iterator<String> iterator() {
      return words.iterator();
    }
  }
}
