package dev.icl.app.bioimage;

import dev.icl.core.io.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The files of a package, by name. */
final class PackageFiles {
  static final String DESCRIPTION = "rdf.yaml";
  static final String README = "README.md";
  static final String COVER = "cover.png";
  static final String TEST_INPUT = "test_input.npy";
  static final String TEST_OUTPUT = "test_output.npy";
  static final String ONNX = "weights.onnx";
  static final String TORCHSCRIPT = "weights.pt";

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  void add(String name, byte[] content) {
    files.put(name, content);
  }

  /**
   * The fields by which a description names a file.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  Map<String, Object> reference(String name) {
    byte[] content = files.get(name);
    if (content == null) {
      throw new IllegalArgumentException("the package has no " + name);
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("source", name);
    fields.put("sha256", Sha256.hex(content));
    return fields;
  }

  void writeTo(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      zip.putNextEntry(new ZipEntry(file.getKey()));
      zip.write(file.getValue());
      zip.closeEntry();
    }
    zip.finish();
  }
}
