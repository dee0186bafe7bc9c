package dev.icl.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CitationTest {
  @Test
  void aPublicationHasADoiOrAPage() {
    assertThat(Citation.byDoi("A: B. C 2020.", "10.1109/3DV.2016.79").url()).isEmpty();
    assertThat(Citation.byUrl("A: B. C 2020.", "https://arxiv.org/abs/2303.14175").doi()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "' ',10.1109/3DV.2016.79,''",
    "A,'',''",
    "A,10.1109/3DV.2016.79,https://arxiv.org/abs/2303.14175",
    "A,doi:10.1109/3DV.2016.79,''",
    "A,10.1109,''",
    "A,'',arxiv.org/abs/2303.14175",
  })
  void anythingElseIsRefused(String text, String doi, String url) {
    assertThatThrownBy(() -> new Citation(text, doi, url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a citation needs a text");
  }
}
