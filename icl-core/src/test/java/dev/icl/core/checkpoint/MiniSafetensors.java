package dev.icl.core.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A second reader of safetensors, made from the format's description alone and sharing nothing with
 * the one under test: eight bytes of length, JSON, then raw little-endian values.
 *
 * @param metadata the free text
 * @param tensors by name, in the header's order
 */
public record MiniSafetensors(Map<String, String> metadata, Map<String, Entry> tensors) {

  /**
   * @param dtype as the header spells it
   * @param shape sizes of the axes
   * @param values every element as a double, C order
   */
  public record Entry(String dtype, List<Integer> shape, double[] values) {}

  /** Reads a whole file, trusting it. */
  public static MiniSafetensors read(Path path) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) file.getLong(0);
    byte[] json = new byte[length];
    file.get(8, json);
    JsonNode header = new ObjectMapper().readTree(json);
    Map<String, String> metadata = new LinkedHashMap<>();
    Map<String, Entry> tensors = new LinkedHashMap<>();
    header
        .properties()
        .forEach(
            field -> {
              if (field.getKey().equals("__metadata__")) {
                field
                    .getValue()
                    .properties()
                    .forEach(m -> metadata.put(m.getKey(), m.getValue().asText()));
              } else {
                tensors.put(field.getKey(), entry(file, 8 + length, field.getValue()));
              }
            });
    return new MiniSafetensors(metadata, tensors);
  }

  private static Entry entry(ByteBuffer file, int base, JsonNode node) {
    List<Integer> shape = new ArrayList<>();
    int size = 1;
    for (JsonNode d : node.get("shape")) {
      shape.add(d.intValue());
      size *= d.intValue();
    }
    String dtype = node.get("dtype").asText();
    int begin = base + node.get("data_offsets").get(0).intValue();
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] =
          switch (dtype) {
            case "F32" -> file.getFloat(begin + 4 * i);
            case "F64" -> file.getDouble(begin + 8 * i);
            case "I64" -> file.getLong(begin + 8 * i);
            case "I32" -> file.getInt(begin + 4 * i);
            case "U8", "BOOL" -> file.get(begin + i) & 0xff;
            default -> throw new IllegalArgumentException(dtype);
          };
    }
    return new Entry(dtype, shape, values);
  }
}
