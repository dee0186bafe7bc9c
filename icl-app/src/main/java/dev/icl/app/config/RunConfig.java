package dev.icl.app.config;

import dev.icl.core.engine.RandomMode;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;
import dev.icl.core.settings.NamedSettings;
import dev.icl.data.phantom.PhantomProvider;
import dev.icl.data.settings.DataConfig;
import dev.icl.modules.inference.InferenceConfig;
import dev.icl.modules.method.IclProvider;
import dev.icl.modules.network.UNet2dProvider;
import dev.icl.modules.train.TrainConfig;

/**
 * The configuration of a run: all that decides it, written next to every result. The command line
 * reads it from YAML with snake_case keys.
 *
 * @param engine plugin name, as {@code pytorch}
 * @param device {@code cpu}, {@code gpu}, {@code gpu:N} or {@code auto}
 * @param threads native threads; 0 for as many as there are processors
 * @param seed the root of every random stream
 * @param random who draws dropout masks
 * @param method what is trained
 * @param network the backbone
 * @param data where scans come from
 * @param train the schedule
 * @param inference the way the network is applied to scans
 * @param session the ways in which the engine uses the machine
 */
public record RunConfig(
    @Doc(value = "what computes", range = "an engine on the class path") String engine,
    @Doc(
            value = "where; `auto` is the first GPU if there is one",
            range = "`cpu`, `gpu`, `gpu:N`, `auto`")
        String device,
    @Doc("native threads; 0 for as many as there are processors") @Min(0) @Max(1024) int threads,
    @Doc("the root of every random stream of the run") long seed,
    @Doc("who draws dropout masks: the engine (fast), or the JVM (the same with every engine)")
        RandomMode random,
    @Doc("how the network is trained: [methods.md](methods.md)") NamedSettings method,
    @Doc("the backbone: [methods.md](methods.md#networks)") NamedSettings network,
    DataConfig data,
    TrainConfig train,
    InferenceConfig inference,
    SessionConfig session) {

  /** The authors' 2-D recipe on the phantom, on PyTorch and whatever device there is. */
  public static RunConfig defaults() {
    return new RunConfig(
        "pytorch",
        "auto",
        0,
        1337,
        RandomMode.ENGINE,
        NamedSettings.of(new IclProvider()),
        NamedSettings.of(new UNet2dProvider()),
        DataConfig.of(new PhantomProvider()),
        TrainConfig.defaults(),
        InferenceConfig.defaults(),
        SessionConfig.defaults());
  }

  /** This run with another number of threads. */
  public RunConfig withThreads(int other) {
    return new RunConfig(
        engine, device, other, seed, random, method, network, data, train, inference, session);
  }

  /** This run with another method. */
  public RunConfig withMethod(NamedSettings other) {
    return new RunConfig(
        engine, device, threads, seed, random, other, network, data, train, inference, session);
  }

  /** This run with another network. */
  public RunConfig withNetwork(NamedSettings other) {
    return new RunConfig(
        engine, device, threads, seed, random, method, other, data, train, inference, session);
  }

  /** This run on other data. */
  public RunConfig withData(DataConfig other) {
    return new RunConfig(
        engine, device, threads, seed, random, method, network, other, train, inference, session);
  }

  /** This run with another schedule. */
  public RunConfig withTrain(TrainConfig other) {
    return new RunConfig(
        engine, device, threads, seed, random, method, network, data, other, inference, session);
  }
}
