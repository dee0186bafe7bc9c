package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.icl.core.engine.Variables;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.UNet2dProvider;
import dev.icl.modules.network.UNet2dSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchCountersTest {
  private final Map<String, Double> written = new HashMap<>();

  @Test
  void everyLayerCountsItsOwnPasses() {
    Method icl =
        Methods.icl(
            IclSettings.defaults(),
            new UNet2dProvider()
                .create(UNet2dSettings.defaults(), new ImageSpec(1, 4, List.of(256, 256))),
            List.of(32, 32));

    BatchCounters.advance(allAt(7), icl, icl.trace(RequestedBatch.of(icl, 2, 32)), 3, 13);

    assertThat(written)
        .containsEntry("encoder.in_conv.conv_conv.1.num_batches_tracked", 27.0)
        .containsEntry("decoder.up4.conv.conv_conv.5.num_batches_tracked", 27.0)
        .containsEntry("sspa.attn_convs0.0.block.bn_depth.num_batches_tracked", 27.0)
        .containsEntry("uscl.attn_convs0.0.block.bn_depth.num_batches_tracked", 17.0)
        .hasSize(18 + 6 + 6);
  }

  /** Variables whose every counter stands at {@code count}. */
  private Variables allAt(long count) {
    Variables variables = mock(Variables.class);
    when(variables.read(anyString())).thenReturn(HostTensor.of(Shape.scalar(), count));
    doAnswer(
            call -> {
              HostTensor value = call.getArgument(1);
              return written.put(call.getArgument(0), value.item());
            })
        .when(variables)
        .write(anyString(), any());
    return variables;
  }
}
