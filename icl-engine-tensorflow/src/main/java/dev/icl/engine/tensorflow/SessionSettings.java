package dev.icl.engine.tensorflow;

import dev.icl.core.engine.EngineOptions;
import org.tensorflow.proto.ConfigProto;

/** What a session is told about threads and devices. */
final class SessionSettings {
  private SessionSettings() {}

  static ConfigProto of(EngineOptions options) {
    int threads =
        options.threads() > 0 ? options.threads() : Runtime.getRuntime().availableProcessors();
    return ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(threads)
        .setInterOpParallelismThreads(threads)
        .setAllowSoftPlacement(true)
        .build();
  }
}
