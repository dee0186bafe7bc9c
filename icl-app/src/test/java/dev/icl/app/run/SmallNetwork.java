package dev.icl.app.run;

import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.ProgramExporter.Example;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.Networks;
import dev.icl.modules.network.SegmentationNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A network to export, of two channels and three classes.
 *
 * @param config asks for it
 * @param network the network
 */
record SmallNetwork(RunConfig config, SegmentationNetwork network) {
  private static final int CLASSES = 3;
  private static final int CHANNELS = 2;

  /**
   * The network of a choice.
   *
   * @param choice its patch and its settings, as {@code [32, 48]; {name: unet}}
   * @param engine the name of the engine
   * @param folder of the configuration
   */
  static SmallNetwork of(String choice, String engine, Path folder) {
    String[] patchAndNetwork = choice.split("; ");
    RunConfig config =
        new RunConfigReader(Map.of(), folder)
            .read(
                Optional.empty(),
                List.of(
                    "engine=" + engine,
                    "device=cpu",
                    "method.name=supervised",
                    "train.patch=" + patchAndNetwork[0],
                    "network=" + patchAndNetwork[1]));
    ImageSpec images = new ImageSpec(CHANNELS, CLASSES, config.train().patch());
    return new SmallNetwork(config, Networks.create(config.network(), images));
  }

  Program program() {
    return ModelExport.program(network);
  }

  List<Integer> patch() {
    return config.train().patch();
  }

  Map<String, Example> inputs() {
    return ModelExport.inputs(CHANNELS, patch());
  }

  /** Images of values from −0.5 to 0.5. */
  static HostTensor images(UniformRandomProvider random, int batch, int... sizes) {
    Shape shape = Shape.of(batch, CHANNELS).append(sizes);
    return HostTensor.fill(DType.F32, shape, i -> random.nextDouble() - 0.5);
  }
}
