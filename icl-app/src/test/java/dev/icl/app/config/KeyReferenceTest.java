package dev.icl.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.settings.Above;
import dev.icl.core.settings.Below;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;
import dev.icl.core.settings.OneOf;
import dev.icl.core.settings.Provider;
import dev.icl.core.settings.Records;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The table of keys in {@code docs/configuration.md} is made of the records: names, defaults, and
 * what their annotations say of range and meaning. {@code -Dicl.update-configuration=true} puts
 * today's there.
 */
class KeyReferenceTest {
  private static final Path PAGE =
      Path.of("").toAbsolutePath().getParent().resolve("docs/configuration.md");

  private static final String HEAD =
      "| key | default | range | means |\n| --- | --- | --- | --- |\n";

  private static final Pattern TABLE = Pattern.compile(Pattern.quote(HEAD) + "(\\|.*\n)*");

  private final Doors doors = Doors.installed();
  private final Map<String, Records.Entry> keys = new LinkedHashMap<>();

  /** By path, then by what the default is, who has it. */
  private final Map<String, Map<String, Set<String>>> defaults = new LinkedHashMap<>();

  @Test
  void theTableIsWhatTheRecordsSay() throws IOException {
    addSection("", "", RunConfig.defaults());
    List<String> rows = keys.entrySet().stream().map(e -> row(e.getKey(), e.getValue())).toList();
    String page = Files.readString(PAGE);
    assertThat(TABLE.matcher(page).results()).hasSize(1);
    String table = HEAD + String.join("", rows);
    String current = TABLE.matcher(page).replaceFirst(Matcher.quoteReplacement(table));
    if (Boolean.getBoolean("icl.update-configuration")) {
      Files.writeString(PAGE, current);
      page = current;
    }

    assertThat(rows).hasSizeGreaterThan(50);
    assertThat(page)
        .as("-Dtest=KeyReferenceTest -Dicl.update-configuration=true updates %s", PAGE)
        .isEqualTo(current);
  }

  /**
   * The keys of a section as its owner has them, then those of all providers that the section may
   * name: keys that others alone have, and other defaults.
   */
  private void addSection(String prefix, String owner, Record section) {
    addEntries(prefix, owner, section);
    if (!prefix.isEmpty()) {
      doors
          .at(prefix.substring(0, prefix.length() - 1))
          .ifPresent(found -> found.all().forEach(p -> addEntries(prefix, p.name(), p.defaults())));
    }
  }

  private void addEntries(String prefix, String owner, Record section) {
    for (Records.Entry entry : Records.entries(section)) {
      String path = prefix + entry.key();
      if (entry.value() instanceof Record inner) {
        addSection(path + ".", owner, inner);
      } else {
        keys.putIfAbsent(path, entry);
        defaults
            .computeIfAbsent(path, key -> new LinkedHashMap<>())
            .computeIfAbsent(shown(entry.value()), key -> new LinkedHashSet<>())
            .add(owner);
      }
    }
  }

  /** The default of the first that has the key, and in brackets who has another. */
  private String defaults(String path) {
    Map<String, Set<String>> owners = defaults.get(path);
    String first = owners.keySet().iterator().next();
    String others =
        owners.entrySet().stream()
            .skip(1)
            .map(entry -> quoted(List.copyOf(entry.getValue())) + ": " + entry.getKey())
            .collect(Collectors.joining("; "));
    return others.isEmpty() || isName(path) ? first : "%s (%s)".formatted(first, others);
  }

  private String row(String path, Records.Entry entry) {
    String range = range(path, entry);
    assertThat(range).as("range of %s: annotate it, or say it with @Doc", path).isNotEmpty();
    return "| `%s` | %s | %s | %s |\n"
        .formatted(path, defaults(path), range, doc(path, entry).value());
  }

  /** That of the key, or of its section where the key names a provider. */
  private Doc doc(String path, Records.Entry entry) {
    Doc doc = entry.component().getAnnotation(Doc.class);
    if (isName(path)) {
      String section = path.substring(0, path.indexOf('.'));
      doc =
          Records.entries(RunConfig.defaults()).stream()
              .filter(e -> e.key().equals(section))
              .map(e -> e.component().getAnnotation(Doc.class))
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(doc);
    }
    assertThat(doc).as("@Doc of %s", path).isNotNull();
    return doc;
  }

  private boolean isName(String path) {
    return path.endsWith("." + Doors.NAME)
        && doors.at(path.substring(0, path.indexOf('.'))).isPresent();
  }

  private String range(String path, Records.Entry entry) {
    RecordComponent component = entry.component();
    Doc doc = doc(path, entry);
    OneOf words = component.getAnnotation(OneOf.class);
    if (!doc.range().isEmpty()) {
      return doc.range();
    }
    if (isName(path)) {
      return quoted(
          doors.at(path.substring(0, path.indexOf('.'))).orElseThrow().all().stream()
              .map(Provider::name)
              .toList());
    }
    if (words != null) {
      return quoted(Arrays.asList(words.value()));
    }
    if (entry.value() instanceof List<?>) {
      String each = bounds(component);
      return each.isEmpty() ? "" : "each " + each;
    }
    if (entry.value() instanceof Boolean) {
      return quoted(List.of("true", "false"));
    }
    if (entry.value() instanceof Enum<?> word) {
      return quoted(
          Arrays.stream(word.getDeclaringClass().getEnumConstants())
              .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
              .toList());
    }
    String bounds = bounds(component);
    if (entry.value() instanceof OptionalDouble) {
      return "`auto`, " + bounds;
    }
    boolean whole = entry.value() instanceof Integer || entry.value() instanceof Long;
    return bounds.isEmpty() && whole ? "any whole number" : bounds;
  }

  private static String bounds(RecordComponent component) {
    Min min = component.getAnnotation(Min.class);
    Max max = component.getAnnotation(Max.class);
    Above above = component.getAnnotation(Above.class);
    Below below = component.getAnnotation(Below.class);
    String upper =
        max != null ? plain(max.value()) : below != null ? "below " + plain(below.value()) : "";
    if (min != null) {
      return upper.isEmpty()
          ? "at least " + plain(min.value())
          : plain(min.value()) + " to " + upper;
    }
    String most = max != null ? "at most " + upper : upper;
    String least = above != null ? "above " + plain(above.value()) : "";
    return least.isEmpty() || most.isEmpty() ? least + most : least + ", " + most;
  }

  private static String shown(Object value) {
    if (value.equals("")) {
      return "empty";
    }
    if (value instanceof OptionalDouble number) {
      return number.isPresent() ? shown(number.getAsDouble()) : "`auto`";
    }
    if (value instanceof Enum<?> word) {
      return "`" + word.name().toLowerCase(Locale.ROOT) + "`";
    }
    return "`" + (value instanceof Double number ? plain(number) : value) + "`";
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  private static String quoted(List<String> words) {
    return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
  }
}
