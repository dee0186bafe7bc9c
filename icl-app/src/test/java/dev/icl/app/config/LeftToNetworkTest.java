package dev.icl.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.settings.NamedSettings;
import dev.icl.modules.method.SupervisedProvider;
import dev.icl.modules.network.UNet3dProvider;
import dev.icl.modules.network.VNetProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of what ICL leaves to the network: the authors' recipes are others for volumes. */
class LeftToNetworkTest {
  private static final String VOLUMES = "train.patch=[32, 32, 32]";

  @ParameterizedTest
  @CsvSource({
    "icl, unet2d, '[64, 64]', 50, '[8, 4, 2]'",
    "icl, unet3d, '[32, 32, 32]', 10, '[16, 8, 4]'",
    "icl, vnet, '[16, 32, 48]', 10, '[16, 8, 4]'",
    "icl+mean-teacher, unet3d, '[32, 32, 32]', 10, '[16, 8, 4]'",
    "icl+copy-paste, vnet, '[32, 32, 32]', 10, '[16, 8, 4]'"
  })
  void whatIsNotGivenFollowsTheNetwork(
      String method, String network, String patch, double weight, String heads) {
    RunConfig run =
        read("method.name=" + method, "network.name=" + network, "train.patch=" + patch);

    assertThat(run.method().value("consistency_weight")).contains(OptionalDouble.of(weight));
    assertThat(run.method().value("heads").map(Object::toString)).contains(heads);
    assertThat(RunConfigWriter.toYaml(run))
        .contains("  consistency_weight: " + weight + "\n", "  heads: " + heads + "\n");
    assertThat(LeftToNetwork.filled(run)).isEqualTo(run);
  }

  @Test
  void whatIsGivenStays() {
    RunConfig run =
        read("network.name=unet3d", VOLUMES, "method={consistency_weight: 50, heads: [2, 2, 2]}");

    assertThat(run.method().value("consistency_weight")).contains(OptionalDouble.of(50));
    assertThat(run.method().value("heads")).contains(List.of(2, 2, 2));
  }

  @Test
  void aWeightMayBeLeftOpenByName() {
    RunConfig run =
        read("network.name=vnet", VOLUMES, "method={consistency_weight: auto, heads: []}");

    assertThat(run).isEqualTo(read("network.name=vnet", VOLUMES));
  }

  /** Narrow networks have fewer channels than the authors have heads. */
  @Test
  void headsDivideTheChannelsAndAreAsManyAsTheLevels() {
    RunConfig narrow =
        read("network={name: unet3d, channels: [2, 4, 6, 12, 24]}", "train.patch=[16, 16, 16]");
    RunConfig shallow = read("network={channels: [4, 8, 12], dropout: [0, 0, 0]}");

    assertThat(narrow.method().value("heads")).contains(List.of(8, 4, 2));
    assertThat(shallow.method().value("heads")).contains(List.of(8));
  }

  @Test
  void networksThatWantTheSameFillWhatRunsHaveInCommon() {
    RunConfig runs = RunConfig.defaults();
    runs =
        Doors.installed().withEveryKey(runs.withTrain(runs.train().withPatch(List.of(32, 32, 32))));
    runs = runs.withMethod(runs.method().as(new SupervisedProvider()));
    NamedSettings unet = NamedSettings.of(new UNet3dProvider());
    NamedSettings narrow =
        read("network={name: vnet, channels: [2, 4, 4, 6, 8]}", VOLUMES).network();

    RunConfig same =
        LeftToNetwork.filled(runs, List.of(unet, NamedSettings.of(new VNetProvider())));
    RunConfig others = LeftToNetwork.filled(runs, List.of(unet, narrow));

    assertThat(same.method().name()).isEqualTo("supervised");
    assertThat(same.method().value("heads")).contains(List.of(16, 8, 4));
    assertThat(same.method().value("consistency_weight")).contains(OptionalDouble.of(10));
    assertThat(others).isEqualTo(runs);
  }

  @Test
  void aNetworkThatCannotBeMadeLeavesEverythingOpen() {
    RunConfig defaults = RunConfig.defaults();
    RunConfig unknown =
        defaults.withNetwork(new NamedSettings("nowhere", defaults.network().own()));

    assertThat(LeftToNetwork.filled(unknown)).isEqualTo(unknown);
  }

  private static RunConfig read(String... settings) {
    return new RunConfigReader(Map.of(), Path.of("")).read(Optional.empty(), List.of(settings));
  }
}
