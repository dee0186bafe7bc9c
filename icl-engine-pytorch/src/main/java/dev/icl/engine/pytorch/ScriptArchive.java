package dev.icl.engine.pytorch;

import dev.icl.core.io.StoredZip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript archive with one stateless module, as {@code torch.jit.save} would write it: a zip
 * of the module's source, a pickled object without attributes, and an empty table of constants.
 */
final class ScriptArchive {
  /** {@code PROTO 2; GLOBAL __torch__.M; (); NEWOBJ; {training: False}; BUILD; STOP}. */
  private static final String OBJECT =
      "\u0080\u0002c__torch__\nM\n)\u0081}(X\u0008\0\0\0training\u0089ub.";

  /** {@code PROTO 2; (); STOP}. */
  private static final String NO_CONSTANTS = "\u0080\u0002).";

  private static final String HEADER =
      """
      class M(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
      """;

  private ScriptArchive() {}

  /**
   * @param methods TorchScript source of the module's methods, indented by two spaces
   */
  static byte[] of(String methods) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      StoredZip.put(zip, "m/data.pkl", OBJECT.getBytes(StandardCharsets.ISO_8859_1));
      StoredZip.put(
          zip, "m/code/__torch__.py", (HEADER + methods).getBytes(StandardCharsets.UTF_8));
      StoredZip.put(zip, "m/constants.pkl", NO_CONSTANTS.getBytes(StandardCharsets.ISO_8859_1));
      StoredZip.put(zip, "m/version", "3\n".getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
