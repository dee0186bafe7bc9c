package dev.icl.data.augment;

import dev.icl.core.checkpoint.Safetensors;
import dev.icl.core.tensor.HostTensor;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** The reference arrays that SciPy made. */
final class Golden {
  private final Map<String, HostTensor> tensors;

  record Entry(HostTensor tensor) {
    int[] shape() {
      return tensor.shape().toArray();
    }

    byte[] toBytes() {
      byte[] out = new byte[tensor.size()];
      tensor.bytes().get(out);
      return out;
    }

    int[] toInts() {
      return Arrays.stream(tensor.toDoubles()).mapToInt(d -> (int) d).toArray();
    }
  }

  private Golden(Map<String, HostTensor> tensors) {
    this.tensors = tensors;
  }

  static Golden zoom() {
    try {
      Path file = Path.of(Golden.class.getResource("zoom_order0.safetensors").toURI());
      return new Golden(Safetensors.readAll(file));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  Entry get(String name) {
    return new Entry(tensors.get(name));
  }

  Stream<String> names(String prefix) {
    return tensors.keySet().stream().filter(n -> n.startsWith(prefix));
  }
}
