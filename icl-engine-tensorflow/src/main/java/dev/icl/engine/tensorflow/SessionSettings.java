package dev.icl.engine.tensorflow;

import dev.icl.core.engine.EngineOptions;
import dev.icl.core.tensor.Device;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * The settings of an engine's sessions.
 *
 * @param intraOpThreads threads that one operation may use
 * @param interOpThreads operations that may run at the same time
 * @param memoryGrowth whether GPU memory is taken as it is needed, rather than all of it at start
 */
record SessionSettings(int intraOpThreads, int interOpThreads, boolean memoryGrowth) {

  /** As the options ask; 0 threads there means as many as there are processors. */
  static SessionSettings of(EngineOptions options) {
    int threads =
        options.threads() > 0 ? options.threads() : Runtime.getRuntime().availableProcessors();
    int operations = options.hints().operationsAtOnce();
    return new SessionSettings(
        threads, operations > 0 ? operations : threads, options.hints().growingMemory());
  }

  /**
   * The session's configuration for a device.
   *
   * <p>For the processor the session opens no GPU. For a GPU it sees all of them, since TensorFlow
   * numbers GPUs once per process: {@link #placement(Device)} chooses. Operations that have no
   * kernel for the GPU run on the processor.
   */
  ConfigProto toProto(Device device) {
    ConfigProto.Builder config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(intraOpThreads)
            .setInterOpParallelismThreads(interOpThreads)
            // Rewriting takes seconds over the whole graph for every new set of fetches, and makes
            // no step faster: layouts are chosen and derivatives pruned already.
            .setGraphOptions(
                GraphOptions.newBuilder()
                    .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)));
    if (device.kind() == Device.Kind.CPU) {
      return config.putDeviceCount("GPU", 0).build();
    }
    return config
        .setAllowSoftPlacement(true)
        .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(memoryGrowth))
        .build();
  }

  /**
   * The device as a graph's operations name it, {@code /device:GPU:1}; empty for the processor,
   * which is all that such a session sees.
   */
  static String placement(Device device) {
    return device.kind() == Device.Kind.CPU ? "" : "/device:GPU:" + device.index();
  }
}
