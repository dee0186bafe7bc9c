package dev.icl.app.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of files that say something of items. */
class ItemFilesTest {
  @ParameterizedTest
  @CsvSource({
    "patient001_frame01, patient001_frame01",
    "deep/b, deep%2fb",
    ".hidden, %2ehidden",
    "a b%c, a%20b%25c",
    "Äpfel, %c3%84pfel"
  })
  void anItemIsFoundByItsName(String item, String stem) {
    assertThat(ItemFiles.stem(item)).isEqualTo(stem);
  }

  @Test
  void longNamesStayApart() {
    String a = "x".repeat(300) + "a";
    String b = "x".repeat(300) + "b";

    assertThat(ItemFiles.stem(a)).hasSize(121).isNotEqualTo(ItemFiles.stem(b));
  }

  @Test
  void whatIsWrittenIsRead() {
    for (String stem : List.of("a", "a.claim-1", "a.json", "a.free-2.json")) {
      assertThat(ItemFiles.read(ItemFiles.claim(stem, 3)))
          .isEqualTo(new ItemFiles.Found(stem, ItemFiles.Kind.CLAIM, 3));
      assertThat(ItemFiles.read(ItemFiles.free(stem, 4)))
          .isEqualTo(new ItemFiles.Found(stem, ItemFiles.Kind.FREE, 4));
      assertThat(ItemFiles.read(ItemFiles.outcome(stem)))
          .isEqualTo(new ItemFiles.Found(stem, ItemFiles.Kind.OUTCOME, 0));
    }
    assertThat(ItemFiles.read("host-12-1.owner").kind()).isEqualTo(ItemFiles.Kind.OTHER);
    assertThat(ItemFiles.read(".writing123.json").kind()).isEqualTo(ItemFiles.Kind.OTHER);
  }
}
