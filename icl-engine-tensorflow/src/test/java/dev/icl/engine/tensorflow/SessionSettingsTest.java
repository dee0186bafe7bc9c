package dev.icl.engine.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.icl.core.engine.EngineHints;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.RandomMode;
import dev.icl.core.tensor.Device;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.ConfigProto;

class SessionSettingsTest {
  @Test
  void givesOperationsTheThreadsThatWereAskedFor() throws Exception {
    ConfigProto config = parsed(settings(3, new EngineHints(0, true)), Device.CPU);

    assertThat(config.getIntraOpParallelismThreads()).isEqualTo(3);
    assertThat(config.getInterOpParallelismThreads()).isEqualTo(3);
  }

  @Test
  void runsAsManyOperationsAtOnceAsWereAskedFor() throws Exception {
    ConfigProto config = parsed(settings(3, new EngineHints(1, true)), Device.CPU);

    assertThat(config.getIntraOpParallelismThreads()).isEqualTo(3);
    assertThat(config.getInterOpParallelismThreads()).isEqualTo(1);
  }

  @Test
  void takesAllProcessorsWhereNothingWasAsked() throws Exception {
    assertThat(
            parsed(SessionSettings.of(EngineOptions.defaults()), Device.CPU)
                .getIntraOpParallelismThreads())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void opensNoGpuForTheProcessor() throws Exception {
    ConfigProto config = parsed(settings(1, EngineHints.defaults()), Device.CPU);

    assertThat(config.getDeviceCountMap()).containsEntry("GPU", 0);
  }

  @Test
  void takesGpuMemoryAsItIsNeededUnlessAskedOtherwise() throws Exception {
    Device gpu = Device.gpu(0);

    assertThat(parsed(settings(1, new EngineHints(0, true)), gpu).getGpuOptions().getAllowGrowth())
        .isTrue();
    assertThat(parsed(settings(1, new EngineHints(0, false)), gpu).getGpuOptions().getAllowGrowth())
        .isFalse();
  }

  @Test
  void letsOperationsWithoutAGpuKernelRunOnTheProcessor() throws Exception {
    ConfigProto config = parsed(settings(1, EngineHints.defaults()), Device.gpu(1));

    assertThat(config.getAllowSoftPlacement()).isTrue();
    assertThat(config.getDeviceCountMap()).doesNotContainKey("GPU");
  }

  @Test
  void namesDevicesAsGraphsDo() {
    assertThat(SessionSettings.placement(Device.CPU)).isEmpty();
    assertThat(SessionSettings.placement(Device.gpu(1))).isEqualTo("/device:GPU:1");
  }

  private static SessionSettings settings(int threads, EngineHints session) {
    return SessionSettings.of(
        new EngineOptions("cpu", threads, RandomMode.ENGINE, 1, false, false, session));
  }

  private static ConfigProto parsed(SessionSettings settings, Device device)
      throws InvalidProtocolBufferException {
    return ConfigProto.parseFrom(settings.toProto(device).toByteArray());
  }
}
