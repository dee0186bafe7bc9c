package dev.icl.app.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.predict.CohortPlan.Item;
import dev.icl.app.predict.PredictionInputs.Input;
import dev.icl.app.share.Shard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sizes of scans, and what follows from them. */
class CohortPlanTest {
  @TempDir private Path folder;

  @Test
  void theLargestScansComeFirst() throws IOException {
    CohortPlan plan =
        CohortPlan.of(List.of(scan("small", 10), scan("large", 300), scan("middle", 40)));

    assertThat(plan.items()).extracting(Item::bytes).containsExactly(10L, 300L, 40L);
    assertThat(plan.bytes()).isEqualTo(350);
    assertThat(plan.largestFirst().items())
        .extracting(Item::name)
        .containsExactly("large", "middle", "small");
  }

  @Test
  void partsAreBalancedBySizeAndKeepTheOrder() throws IOException {
    CohortPlan plan =
        CohortPlan.of(
            List.of(scan("a", 10), scan("b", 100), scan("c", 40), scan("d", 30), scan("e", 20)));

    assertThat(plan.part(new Shard(1, 2)).inputs())
        .extracting(Input::caseName)
        .containsExactly("b");
    assertThat(plan.part(new Shard(2, 2)).inputs())
        .extracting(Input::caseName)
        .containsExactly("a", "c", "d", "e");
  }

  @Test
  void allChannelsOfAScanCountAndAllFilesOfASeries() throws IOException {
    Path series = Files.createDirectories(folder.resolve("series"));
    Files.write(series.resolve("1.dcm"), new byte[7]);
    Files.write(series.resolve("2.dcm"), new byte[8]);
    Input channels =
        new Input(file("x_0000", 5), List.of(file("x_0001", 6)), Path.of("below", "x"));

    CohortPlan plan =
        CohortPlan.of(
            List.of(
                channels,
                new Input(series, Path.of("series")),
                new Input(series.resolve("1.2.840"), Path.of("series", "1.2.840")),
                new Input(folder.resolve("nowhere/at-all"), Path.of("nowhere"))));

    assertThat(plan.items()).extracting(Item::bytes).containsExactly(11L, 15L, 15L, 0L);
    assertThat(plan.items().get(0).name()).isEqualTo("below/x");
  }

  private Input scan(String name, int bytes) throws IOException {
    return new Input(file(name, bytes), Path.of(name));
  }

  private Path file(String name, int bytes) throws IOException {
    return Files.write(folder.resolve(name + ".nii"), new byte[bytes]);
  }
}
