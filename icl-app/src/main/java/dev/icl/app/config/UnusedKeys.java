package dev.icl.app.config;

import dev.icl.core.settings.OwnSettings;
import dev.icl.core.settings.Provider;
import dev.icl.core.settings.Providers;
import dev.icl.core.settings.Records;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Keys of a section that the provider it names does not have, and others have. */
final class UnusedKeys {
  private UnusedKeys() {}

  /**
   * Settings with the keys of some other providers.
   *
   * @param own the settings, whose values for such keys are kept
   * @param providers those that the section chooses from
   * @param wanted whose keys are added, with their defaults
   */
  static OwnSettings of(OwnSettings own, Providers<?> providers, Predicate<Provider<?>> wanted) {
    Map<String, Object> unused = new LinkedHashMap<>();
    for (Provider<?> provider : providers.all()) {
      if (wanted.test(provider)) {
        Records.entries(provider.defaults())
            .forEach(entry -> unused.putIfAbsent(entry.key(), entry.value()));
      }
    }
    unused.putAll(own.unused());
    Records.entries(own.values()).forEach(entry -> unused.remove(entry.key()));
    return new OwnSettings(own.values(), unused);
  }

  /**
   * Keys that two providers have with different defaults, as {@code network.channels}.
   *
   * @param providers those that a section chooses from
   */
  static Set<String> disputed(Providers<?> providers) {
    Map<String, String> defaults = new HashMap<>();
    Set<String> disputed = new TreeSet<>();
    for (Provider<?> provider : providers.all()) {
      ConfigChange.values(provider.defaults(), providers.section() + ".")
          .forEach(
              (key, value) -> {
                String twin = defaults.putIfAbsent(key, value);
                if (twin != null && !twin.equals(value)) {
                  disputed.add(key);
                }
              });
    }
    return disputed;
  }
}
