package dev.icl.core.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.core.text.Counts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON at the head of a safetensors file.
 *
 * @param metadata the free text under {@code __metadata__}
 * @param entries the tensors in the header's order
 */
record SafetensorsHeader(Map<String, String> metadata, Map<String, Entry> entries) {
  private static final String METADATA = "__metadata__";
  private static final int MAX_RANK = 64;
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * @param info the entry of the tensor
   * @param begin first byte, counted from the end of the header
   * @param end the byte after the last
   */
  record Entry(TensorInfo info, long begin, long end) {}

  /** A header that does not describe its file; the message is the rest of a sentence. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String reason) {
      super(reason);
    }
  }

  /** Gives the tensors places: wide types first, so that every value is aligned. */
  static SafetensorsHeader layOut(Map<String, String> metadata, List<TensorInfo> tensors) {
    List<TensorInfo> order = new ArrayList<>(tensors);
    order.sort(Comparator.comparing((TensorInfo t) -> -t.dtype().bytes()));
    Map<String, Entry> placed = new LinkedHashMap<>();
    long position = 0;
    for (TensorInfo t : order) {
      long end = Math.addExact(position, t.bytes());
      if (t.name().equals(METADATA) || placed.put(t.name(), new Entry(t, position, end)) != null) {
        throw new IllegalArgumentException("the tensor name " + t.name() + " is taken");
      }
      position = end;
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    tensors.forEach(t -> entries.put(t.name(), placed.get(t.name())));
    return new SafetensorsHeader(metadata, entries);
  }

  /** The tensors by their place in the file. */
  List<Entry> inFileOrder() {
    List<Entry> order = new ArrayList<>(entries.values());
    order.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    return order;
  }

  /** The JSON, padded with spaces to a multiple of eight bytes. */
  byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectFieldStart(METADATA);
        for (Map.Entry<String, String> e : metadata.entrySet()) {
          json.writeStringField(e.getKey(), e.getValue());
        }
        json.writeEndObject();
      }
      for (Entry e : entries.values()) {
        json.writeObjectFieldStart(e.info().name());
        json.writeStringField("dtype", e.info().dtype().name());
        json.writeFieldName("shape");
        int[] shape = e.info().shape().toArray();
        json.writeArray(shape, 0, shape.length);
        json.writeFieldName("data_offsets");
        json.writeArray(new long[] {e.begin(), e.end()}, 0, 2);
        json.writeEndObject();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    while (out.size() % 8 != 0) {
      out.write(' ');
    }
    return out.toByteArray();
  }

  /**
   * Reads a header and holds it against the size of the data behind it.
   *
   * @param json the header's bytes
   * @param dataSize the number of bytes that follow it
   */
  static SafetensorsHeader decode(byte[] json, long dataSize) throws Malformed {
    SafetensorsHeader header;
    try (Reader reader =
            new InputStreamReader(
                new ByteArrayInputStream(json),
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT));
        JsonParser parser = JSON.createParser(reader)) {
      header = parse(parser);
    } catch (JsonProcessingException e) {
      throw new Malformed("its header is not the JSON expected: " + firstLine(e));
    } catch (IOException e) {
      throw new Malformed("its header is not the JSON expected: it is not valid UTF-8 text");
    }
    header.checkPlaces(dataSize);
    return header;
  }

  private static String firstLine(JsonProcessingException e) {
    String message = String.valueOf(e.getOriginalMessage());
    return message.lines().findFirst().orElse("");
  }

  private static SafetensorsHeader parse(JsonParser parser) throws IOException, Malformed {
    Map<String, String> metadata = new LinkedHashMap<>();
    Map<String, Entry> entries = new LinkedHashMap<>();
    expect(parser, parser.nextToken(), JsonToken.START_OBJECT, "the header");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      expect(parser, parser.nextToken(), JsonToken.START_OBJECT, "'" + name + "'");
      if (name.equals(METADATA)) {
        parseMetadata(parser, metadata);
      } else {
        entries.put(name, parseEntry(parser, name));
      }
    }
    if (parser.nextToken() != null) {
      throw new Malformed("its header has something behind the closing brace");
    }
    return new SafetensorsHeader(metadata, entries);
  }

  private static void parseMetadata(JsonParser parser, Map<String, String> metadata)
      throws IOException, Malformed {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      String where = METADATA + "." + key;
      expect(parser, parser.nextToken(), JsonToken.VALUE_STRING, "'" + where + "'");
      metadata.put(key, parser.getText());
    }
  }

  private static Entry parseEntry(JsonParser parser, String name) throws IOException, Malformed {
    @Nullable DType dtype = null;
    long @Nullable [] shape = null;
    long @Nullable [] offsets = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (key) {
        case "dtype" -> {
          expect(parser, value, JsonToken.VALUE_STRING, "the dtype of '" + name + "'");
          dtype = dtype(parser.getText(), name);
        }
        case "shape" -> shape = longs(parser, value, "the shape of '" + name + "'");
        case "data_offsets" -> offsets = longs(parser, value, "the data_offsets of '" + name + "'");
        default -> throw new Malformed("tensor '" + name + "' has the unknown key '" + key + "'");
      }
    }
    if (dtype == null || shape == null || offsets == null || offsets.length != 2) {
      throw new Malformed("tensor '" + name + "' lacks a dtype, a shape or two data_offsets");
    }
    return entry(name, dtype, shape, offsets);
  }

  private static Entry entry(String name, DType dtype, long[] shape, long[] offsets)
      throws Malformed {
    TensorInfo info;
    long bytes;
    try {
      int[] dims = Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
      info = new TensorInfo(name, dtype, Shape.of(dims));
      bytes = info.bytes();
    } catch (ArithmeticException e) {
      throw new Malformed(
          "tensor '" + name + "' has the impossible shape " + Arrays.toString(shape));
    }
    if (offsets[1] < offsets[0] || offsets[1] - offsets[0] != bytes) {
      throw new Malformed(
          "tensor '%s' of type %s and shape %s takes %s, but its data_offsets are %s"
              .formatted(
                  name, dtype, info.shape(), Counts.of(bytes, "byte"), Arrays.toString(offsets)));
    }
    return new Entry(info, offsets[0], offsets[1]);
  }

  private static DType dtype(String text, String name) throws Malformed {
    for (DType d : DType.values()) {
      if (d.name().equals(text)) {
        return d;
      }
    }
    throw new Malformed(
        "tensor '%s' has the type %s, but only %s can be read"
            .formatted(name, text, Arrays.toString(DType.values())));
  }

  private static long[] longs(JsonParser parser, JsonToken value, String what)
      throws IOException, Malformed {
    expect(parser, value, JsonToken.START_ARRAY, what);
    long[] values = new long[4];
    int n = 0;
    JsonToken token;
    while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
      expect(parser, token, JsonToken.VALUE_NUMBER_INT, what);
      if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
          || parser.getLongValue() < 0
          || n == MAX_RANK) {
        throw new Malformed(what + " is out of range");
      }
      values = n == values.length ? Arrays.copyOf(values, 2 * n) : values;
      values[n++] = parser.getLongValue();
    }
    return Arrays.copyOf(values, n);
  }

  private static void expect(JsonParser parser, JsonToken found, JsonToken wanted, String what)
      throws IOException, Malformed {
    if (found != wanted) {
      throw new Malformed(
          "%s should be %s, but is %s"
              .formatted(what, wanted.name().toLowerCase(Locale.ROOT), parser.currentToken()));
    }
  }

  /** Tensors must fill the data without gaps and without sharing bytes, as the format demands. */
  private void checkPlaces(long dataSize) throws Malformed {
    long position = 0;
    for (Entry e : inFileOrder()) {
      String name = e.info().name();
      if (e.end() > dataSize) {
        throw new Malformed(
            "tensor '%s' ends at byte %d of the data, but only %d are there (is the file"
                    .formatted(name, e.end(), dataSize)
                + " truncated?)");
      }
      if (e.begin() != position) {
        throw new Malformed(
            "tensor '%s' begins at byte %d of the data, %s at byte %d"
                .formatted(
                    name,
                    e.begin(),
                    e.begin() < position ? "but another ends" : "after a gap that begins",
                    position));
      }
      position = e.end();
    }
    if (position != dataSize) {
      throw new Malformed(
          "its tensors take %s, but %d follow the header"
              .formatted(Counts.of(position, "byte"), dataSize));
    }
  }
}
