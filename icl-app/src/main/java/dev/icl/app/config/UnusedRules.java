package dev.icl.app.config;

import dev.icl.core.error.UserException;
import dev.icl.core.settings.Checked;
import dev.icl.core.settings.OwnSettings;
import dev.icl.core.settings.PluginCalls;
import dev.icl.core.settings.Provider;
import dev.icl.core.settings.Providers;
import dev.icl.core.settings.Records;
import dev.icl.core.settings.Rules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of keys that a section keeps aside for other providers. A value that suits one of those
 * that have its key is a good one; where it suits none, the first of them says what is wrong.
 */
final class UnusedRules {
  private UnusedRules() {}

  /** A rule that is broken, in the words of {@link Rules#must}. */
  private record Broken(String key, String rule, Object value) {}

  /**
   * Tells which rules the keys that are kept aside break.
   *
   * @param own the settings of the provider that the section names, and those keys
   * @param providers those that the section chooses from
   * @param rules receives what is broken
   */
  static void check(OwnSettings own, Providers<?> providers, Rules rules) {
    Map<String, List<Broken>> broken = new LinkedHashMap<>();
    Set<String> suited = new HashSet<>();
    for (Provider<?> provider : providers.all()) {
      Map<String, Object> given = given(provider.defaults(), own.unused());
      if (!given.isEmpty()) {
        Collected found = new Collected(own, rules);
        if (!check(providers.kind(), provider, given, found)) {
          continue;
        }
        for (String key : given.keySet()) {
          if (found.broken.containsKey(key)) {
            broken.putIfAbsent(key, found.broken.get(key));
          } else {
            suited.add(key);
          }
        }
      }
    }
    broken.keySet().removeAll(suited);
    broken.values().stream()
        .flatMap(List::stream)
        .forEach(rule -> rules.must(false, rule.key(), rule.rule(), rule.value()));
  }

  /**
   * Tells which rules some values break.
   *
   * @return whether there can be such settings; where their constructor refuses them, it says so to
   *     whoever names the provider
   */
  private static boolean check(
      String kind, Provider<?> provider, Map<String, Object> given, Rules rules) {
    Record settings;
    try {
      settings = Records.with(provider.defaults(), given);
    } catch (IllegalArgumentException | UserException e) {
      return false;
    }
    for (Record part : Records.parts(settings)) {
      if (part instanceof Checked checked) {
        PluginCalls.told(kind, provider, "check()", () -> checked.check(rules));
      }
    }
    return true;
  }

  /** Those of the keys that a provider has too, with values of its own type. */
  private static Map<String, Object> given(Record defaults, Map<String, Object> unused) {
    Map<String, Object> given = new LinkedHashMap<>();
    for (Records.Entry entry : Records.entries(defaults)) {
      Object value = unused.get(entry.key());
      boolean fits =
          value instanceof List<?>
              ? entry.value() instanceof List<?>
              : value != null && value.getClass().equals(entry.value().getClass());
      if (fits) {
        given.put(entry.key(), value);
      }
    }
    return given;
  }

  /** The rules of one provider that the given keys break. */
  private static final class Collected implements Rules {
    private final Set<String> otherwise = new HashSet<>();
    private final Map<String, Object> unused;
    private final Rules rules;
    private final Map<String, List<Broken>> broken = new LinkedHashMap<>();

    Collected(OwnSettings own, Rules rules) {
      // what the named provider has under these keys is not said of this one
      Records.entries(own.values()).forEach(entry -> otherwise.add(entry.key()));
      this.unused = own.unused();
      this.rules = rules;
    }

    @Override
    public void must(boolean holds, String key, String rule, Object value) {
      if (!holds && unused.containsKey(key)) {
        broken.computeIfAbsent(key, k -> new ArrayList<>()).add(new Broken(key, rule, value));
      }
    }

    @Override
    public boolean unread(String... keys) {
      return rules.unread(keys) || Arrays.stream(keys).anyMatch(otherwise::contains);
    }
  }
}
