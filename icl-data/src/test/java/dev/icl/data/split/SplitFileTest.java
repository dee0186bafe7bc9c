package dev.icl.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.data.Scans;
import dev.icl.data.catalog.Subset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitFileTest {
  @TempDir private Path root;

  @ParameterizedTest
  @ValueSource(strings = {"split.yaml", "split.json"})
  void aSplitIsReadAsItWasWritten(String file) {
    Map<Subset, List<String>> parts =
        Map.of(
            Subset.LABELED, List.of("001", "b \"quoted\""),
            Subset.UNLABELED, List.of("null"),
            Subset.VALIDATION, List.of("2020-01-01"),
            Subset.TEST, List.of());

    SplitFile.write(root.resolve(file), new Split("drawn", parts), false);

    assertThat(SplitFile.read(root.resolve(file)).parts()).isEqualTo(parts);
  }

  @Test
  void namesThatLookLikeNumbersKeepTheirZeros() {
    Path file = new Scans(root).text("split.yaml", "labeled: [001, 1e3]\nvalidation:\n");

    assertThat(SplitFile.read(file).of(Subset.LABELED)).containsExactly("001", "1e3");
    assertThat(SplitFile.read(file).of(Subset.VALIDATION)).isEmpty();
    assertThat(SplitFile.read(file).of(Subset.TEST)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "labelled: [a]       | FILE, line 1: unknown key 'labelled'; did you mean 'labeled'?",
        "cases: [a]          | FILE, line 1: unknown key 'cases'; use labeled, unlabeled, validation, test.",
        "labeled: a          | FILE, line 1: 'labeled' must be a list of names.",
        "labeled: [[a]]      | FILE, line 1: every entry of 'labeled' must be a name.",
        "'[a, b]'            | FILE, line 1: the file must have the keys labeled, unlabeled, validation, test.",
        "'{labeled: [a], labeled: [b]}' | FILE, line 1: the key 'labeled' is there twice; keep one.",
        "'labeled: [a'       | FILE is neither YAML nor JSON (line 1): write it as docs/data.md shows."
      })
  void whatIsWrongIsSaid(String content, String message) {
    Path file = new Scans(root).text("split.yaml", content);

    assertThatThrownBy(() -> SplitFile.read(file))
        .isInstanceOf(UserException.class)
        .hasMessage(message.replace("FILE", file.toString()));
  }

  @Test
  void aMissingFileIsRefused() {
    assertThatThrownBy(() -> SplitFile.read(root.resolve("split.yaml")))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "The split file %s does not exist: name another with data.split, or write one with icl data split."
                .formatted(root.resolve("split.yaml")));
  }

  @Test
  void aSplitIsNotOverwrittenUnasked() {
    Path file = new Scans(root).text("split.yaml", "labeled: [a]");

    assertThatThrownBy(() -> SplitFile.write(file, new Split("", Map.of()), false))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("exists already");
    assertThat(SplitFile.read(file).of(Subset.LABELED)).containsExactly("a");
  }
}
