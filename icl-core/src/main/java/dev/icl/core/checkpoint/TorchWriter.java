package dev.icl.core.checkpoint;

import dev.icl.core.engine.VariableSpec;
import dev.icl.core.io.StoredZip;
import dev.icl.core.tensor.HostTensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.Function;
import java.util.zip.ZipOutputStream;

/**
 * A writer of state dicts as {@code torch.save} writes them since PyTorch 1.6, for {@code
 * torch.load} and {@code load_state_dict}: an ordered dictionary of tensors, each with a storage of
 * its own.
 */
final class TorchWriter {
  private static final String FOLDER = "archive/";

  private TorchWriter() {}

  /**
   * Writes a state dict.
   *
   * @param out where, not closed
   * @param specs the names, in their order
   * @param values gives the value of each, once
   * @throws IOException if writing fails
   */
  static void write(
      OutputStream out, Collection<VariableSpec> specs, Function<VariableSpec, HostTensor> values)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    StoredZip.put(zip, FOLDER + "data.pkl", pickled(specs));
    int key = 0;
    for (VariableSpec spec : specs) {
      StoredZip.put(zip, FOLDER + "data/" + key++, values.apply(spec).bytes());
    }
    StoredZip.put(zip, FOLDER + "version", "3\n".getBytes(StandardCharsets.US_ASCII));
    zip.finish();
  }

  private static byte[] pickled(Collection<VariableSpec> specs) {
    PickleWriter pickle = new PickleWriter().emptyDictionary().opcode('(');
    int key = 0;
    for (VariableSpec spec : specs) {
      pickle.text(spec.name()).tensor(spec.dtype(), spec.shape(), key++);
    }
    return pickle.opcode('u').ended();
  }
}
