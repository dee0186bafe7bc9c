package dev.icl.app.config;

import dev.icl.core.settings.Provider;
import dev.icl.core.settings.Records;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The test whether a key holds a text, such as the path of a folder.
 *
 * @param doors the providers that the sections can name
 */
public record TextKeys(Doors doors) implements Predicate<List<String>> {
  /** Whether a key of a run's configuration holds a text with some provider. */
  @Override
  public boolean test(List<String> path) {
    return isText(RunConfig.defaults(), path)
        || path.size() > 1
            && doors.at(path.get(0)).stream()
                .flatMap(providers -> providers.all().stream())
                .map(Provider::defaults)
                .anyMatch(settings -> isText(settings, path.subList(1, path.size())));
  }

  /**
   * Whether a key of a record holds a text.
   *
   * @param record with any values
   * @param path of the key, section by section
   */
  public static boolean isText(Record record, List<String> path) {
    if (path.isEmpty()) {
      return false;
    }
    Stream<Records.Entry> named =
        Records.entries(record).stream().filter(entry -> entry.key().equals(path.get(0)));
    return named.anyMatch(
        entry ->
            entry.value() instanceof Record section
                ? isText(section, path.subList(1, path.size()))
                : path.size() == 1 && entry.component().getType() == String.class);
  }
}
