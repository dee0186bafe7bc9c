package dev.icl.app.checkpoint;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.icl.data.catalog.InputRules;
import dev.icl.data.catalog.Preprocessing;

/** The JSON of {@link InputRules}: components in snake case, intensities in words. */
final class InputRulesJson {
  /** Reads and writes them. */
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          // PreprocessConfig.isDefault is no component
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .addModule(
              new SimpleModule()
                  .addSerializer(Preprocessing.class, ToStringSerializer.instance)
                  .addDeserializer(Preprocessing.class, new Words()))
          .build();

  private InputRulesJson() {}

  private static final class Words extends FromStringDeserializer<Preprocessing> {
    private static final long serialVersionUID = 1L;

    Words() {
      super(Preprocessing.class);
    }

    @Override
    protected Preprocessing _deserialize(String text, DeserializationContext context) {
      return Preprocessing.ofText(text);
    }
  }
}
