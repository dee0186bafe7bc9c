package dev.icl.core.config;

import dev.icl.core.engine.RandomMode;
import dev.icl.core.engine.SessionOptions;

/**
 * Everything that decides a run; written beside every result. The command line reads it from YAML
 * with snake_case keys.
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
 * @param session what only engines that schedule a graph need to know
 */
public record RunConfig(
    String engine,
    String device,
    int threads,
    long seed,
    RandomMode random,
    MethodConfig method,
    NetworkConfig network,
    DataConfig data,
    TrainConfig train,
    SessionOptions session) {

  /** The authors' 2-D recipe on the phantom, on PyTorch and whatever device there is. */
  public static RunConfig defaults() {
    return new RunConfig(
        "pytorch",
        "auto",
        0,
        1337,
        RandomMode.ENGINE,
        MethodConfig.defaults(),
        NetworkConfig.defaults(),
        DataConfig.defaults(),
        TrainConfig.defaults(),
        SessionOptions.defaults());
  }
}
