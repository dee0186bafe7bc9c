package dev.icl.app.bioimage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.modules.method.Methods;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CitationsTest {
  /** The form of DOIs that the specification of packages asks for. */
  private static final String DOI = "10\\.[0-9]{4,}.+";

  @ParameterizedTest
  @ValueSource(strings = {"unet2d", "unet3d", "vnet", "unet", "swinunet2d", "swinunetr3d"})
  void aSupervisedModelCitesItsNetwork(String network) {
    List<Map<String, Object>> cited = Citations.of("supervised", network);

    assertThat(cited).hasSize(1);
    assertThat(cited.get(0)).containsOnlyKeys("text", "doi");
    assertThat(cited.get(0).get("doi")).asString().matches(DOI);
  }

  @Test
  void aModelOfInherentConsistentLearningCitesThatFirst() {
    assertThat(Citations.of("icl+unimatch", "unet2d"))
        .extracting(entry -> String.valueOf(entry.get("text")))
        .satisfiesExactly(
            first -> assertThat(first).contains("Inherent Consistent Learning"),
            second -> assertThat(second).contains("Weak-to-Strong"),
            third -> assertThat(third).contains("U-Net"));
  }

  @Test
  void everyMethodThatWasPublishedIsCitedWithAPage() {
    for (String method : Methods.names()) {
      List<Map<String, Object>> cited = Citations.of(method, "mine");
      if (method.startsWith("supervised")) {
        assertThat(cited).as(method).isEmpty();
      } else {
        assertThat(cited).as(method).isNotEmpty();
      }
      assertThat(cited)
          .as(method)
          .allSatisfy(
              entry ->
                  assertThat(entry.get("url")).asString().startsWith("https://arxiv.org/abs/"));
    }
  }

  @Test
  void aPluginsNetworkIsNotGuessedAt() {
    assertThat(Citations.of("supervised", "mine")).isEmpty();
  }
}
