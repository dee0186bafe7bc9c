package dev.icl.app.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.EngineOptions;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.Networks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AtOnceTest {
  /** A forward pass of one image of Swin-UNETR has results of 3.8 GiB, of the 2-D U-Net 0.1. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[256, 256]     | {name: unet2d}              | 4 | 4",
        "[224, 224]     | {name: swinunet2d}          | 4 | 4",
        "[512, 512]     | {name: unet}                | 2 | 2",
        "[64, 64, 64]   | {name: unet}                | 4 | 4",
        "[80, 112, 112] | {name: vnet}                | 3 | 1",
        "[64, 64, 64]   | {name: swinunetr3d}         | 1 | 1",
        "[96, 96, 96]   | {name: swinunetr3d}         | 1 | 1",
      })
  void largeNetworksTakeFewerImages(String patch, String network, int slices, int windows) {
    assertThat(atOnce(patch, network)).isEqualTo(new AtOnce(slices, windows));
  }

  private static AtOnce atOnce(String patch, String network) {
    RunConfig config =
        new RunConfigReader(Map.of(), Path.of(""))
            .read(
                Optional.empty(),
                List.of(
                    "device=cpu",
                    "method.name=supervised",
                    "train.patch=" + patch,
                    "network=" + network));
    ImageSpec images = new ImageSpec(1, 4, config.train().patch());
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults())) {
      return AtOnce.of(
          List.of(
              new AppliedNetwork(
                  engine, Networks.create(config.network(), images), config.train().patch())),
          1);
    }
  }
}
