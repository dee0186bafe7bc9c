package dev.icl.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;

/**
 * Writes a number that is not finite as the text {@code "Infinity"}, {@code "-Infinity"} or {@code
 * "NaN"}, for components where which of them it is means something.
 */
public final class AnyNumber extends StdSerializer<Double> {
  private static final long serialVersionUID = 1;

  /** Made by Jackson, where a component names this class. */
  public AnyNumber() {
    super(Double.class);
  }

  @Override
  public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    json.writeNumber(value);
  }
}
