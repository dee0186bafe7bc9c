package dev.icl.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
  private static final List<String> KEYS =
      List.of("iterations", "labeled_batch", "unlabeled_batch", "patch", "learning_rate");

  @ParameterizedTest
  @CsvSource({
    "iteration, iterations",
    "itertaions, iterations",
    "Patch, patch",
    "pacth, patch",
    "learning-rate, learning_rate",
    "labelled_batch, labeled_batch",
    "unlabelled_batch, unlabeled_batch",
    "iter, iterations",
  })
  void suggestsTheNameThatWasMeant(String asked, String meant) {
    assertThat(NearestName.find(asked, KEYS)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"momentum", "lr", "x", "''"})
  void suggestsNothingWhereNothingIsNear(String asked) {
    assertThat(NearestName.find(asked, KEYS)).isEmpty();
  }

  @Test
  void takesTheFirstOfEquallyNearNames() {
    assertThat(NearestName.find("bat", List.of("cat", "hat"))).contains("cat");
  }

  @Test
  void asksOnlyWhereThereIsSomethingToAsk() {
    assertThat(NearestName.question("pacth", KEYS)).isEqualTo("; did you mean 'patch'?");
    assertThat(NearestName.question("momentum", KEYS)).isEmpty();
  }
}
