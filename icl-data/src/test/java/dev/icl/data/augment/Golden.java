package dev.icl.data.augment;

import dev.icl.core.checkpoint.Safetensors;
import dev.icl.core.tensor.HostTensor;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** The reference arrays that SciPy made. */
public final class Golden {
  private final Map<String, HostTensor> tensors;

  /** One of the arrays. */
  public record Entry(HostTensor tensor) {
    /** Sizes of its axes. */
    public int[] shape() {
      return tensor.shape().toArray();
    }

    /** Its bytes in C order. */
    public byte[] toBytes() {
      byte[] out = new byte[tensor.size()];
      tensor.bytes().get(out);
      return out;
    }

    /** Its values, which are whole numbers. */
    public int[] toInts() {
      return Arrays.stream(tensor.toDoubles()).mapToInt(d -> (int) d).toArray();
    }
  }

  private Golden(Map<String, HostTensor> tensors) {
    this.tensors = tensors;
  }

  /** Those of {@code scipy.ndimage.zoom} and {@code rotate}. */
  public static Golden zoom() {
    try {
      Path file = Path.of(Golden.class.getResource("zoom_order0.safetensors").toURI());
      return new Golden(Safetensors.readAll(file));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** By name. */
  public Entry get(String name) {
    return new Entry(tensors.get(name));
  }

  /** Names that begin so. */
  public Stream<String> names(String prefix) {
    return tensors.keySet().stream().filter(n -> n.startsWith(prefix));
  }
}
