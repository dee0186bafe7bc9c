package dev.icl.bench.speed;

import dev.icl.app.config.RunConfig;
import dev.icl.core.checkpoint.Provenance;
import dev.icl.core.engine.EngineInfo;
import dev.icl.core.settings.NamedSettings;
import dev.icl.modules.method.Icl;
import dev.icl.modules.method.IclSettings;
import java.util.List;
import java.util.Map;

/**
 * The setup of a measurement: program, machine, method and data.
 *
 * @param environment engine, device, threads, Java and system, by name
 * @param processors that the JVM may use
 * @param method the method whose step is compared with the supervised one
 * @param patch size of an image
 * @param labeledImages in such a step
 * @param unlabeledImages in such a step
 * @param network the backbone of both steps
 * @param channels of its levels, shallow to deep
 * @param mixer of ICL's attention maps
 * @param data name of the dataset
 * @param workers threads that prepare batches
 * @param steps the number of repetitions of each measurement
 */
public record Setup(
    Map<String, String> environment,
    int processors,
    String method,
    List<Integer> patch,
    int labeledImages,
    int unlabeledImages,
    String network,
    List<Integer> channels,
    String mixer,
    String data,
    int workers,
    int steps) {

  static Setup of(RunConfig config, String method, EngineInfo engine, int steps) {
    return new Setup(
        Provenance.of(engine),
        Runtime.getRuntime().availableProcessors(),
        method,
        config.train().patch(),
        config.train().batch().labeledBatch(),
        config.train().batch().unlabeledBatch(),
        config.network().name(),
        channels(config.network()),
        mixer(config.method()),
        config.data().name(),
        config.data().workers(),
        steps);
  }

  /** None for a network that does not tell them. */
  private static List<Integer> channels(NamedSettings network) {
    return network.value("channels").orElse(List.of()) instanceof List<?> list
        ? list.stream().map(Integer.class::cast).toList()
        : List.of();
  }

  private static String mixer(NamedSettings method) {
    return method
        .value("mixer")
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .orElseGet(() -> IclSettings.defaults().mixer());
  }

  /** The method, for people. */
  String methodName() {
    return method.equals(Icl.NAME) ? "ICL" : method;
  }

  /** {@code ICL step}. */
  String stepName() {
    return methodName() + " step";
  }

  /** {@code pytorch 2.7.1 on cpu, 2 threads; ...}. */
  String title() {
    return "%s %s on %s, %s threads; patches of %s, %d labelled and %d unlabelled; %s %s; mixer %s"
        .formatted(
            environment.get(Provenance.ENGINE.key()),
            environment.get(Provenance.ENGINE_VERSION.key()),
            environment.get(Provenance.DEVICE.key()),
            environment.get(Provenance.THREADS.key()),
            patch,
            labeledImages,
            unlabeledImages,
            network,
            channels,
            mixer);
  }
}
