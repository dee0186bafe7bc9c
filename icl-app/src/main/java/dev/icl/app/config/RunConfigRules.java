package dev.icl.app.config;

import dev.icl.core.settings.Checked;
import dev.icl.core.settings.OwnSettings;
import dev.icl.core.settings.PluginCalls;
import dev.icl.core.settings.Provider;
import dev.icl.core.settings.Providers;
import dev.icl.core.settings.Range;
import dev.icl.core.settings.Records;
import dev.icl.core.settings.Rules;
import dev.icl.data.Datasets;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The range of every value. What values must have to do with one another is mostly for the modules
 * that use them to say: see {@link CrossChecks}.
 */
final class RunConfigRules {
  private final Doors doors;
  private final Function<String, String> origins;
  private final ConfigDiagnostics problems;
  private final Set<String> unread;

  /**
   * @param doors the providers that the sections can name
   * @param origins where the value of a path was written; empty for a default
   * @param problems receives what is wrong
   */
  RunConfigRules(Doors doors, Function<String, String> origins, ConfigDiagnostics problems) {
    this.doors = doors;
    this.origins = origins;
    this.problems = problems;
    this.unread = new HashSet<>(problems.keys());
  }

  void check(RunConfig config) {
    named("engine", config.engine());
    must(
        config.device().matches("cpu|auto|gpu(:[0-9]{1,4})?"),
        "device",
        "must be cpu, gpu, gpu:N or auto",
        config.device());
    for (Records.Entry entry : Records.entries(config)) {
      if (!(entry.value() instanceof Record)) {
        range(entry.component(), entry.value(), entry.key());
      }
    }
    ranges(config.session(), "session.");
    named("method.name", config.method().name());
    named(doors.methods(), config.method().name(), config.method());
    unused(config.method(), "method");
    named("network.name", config.network().name());
    named(doors.networks(), config.network().name(), config.network());
    unused(config.network(), "network");
    named("data.name", config.data().name());
    named(doors.datasets(), config.data().name(), config.data());
    unused(config.data(), "data");
    Datasets.check(doors.datasets(), config.data(), new SectionRules("data."));
    ranges(config.train(), "train.");
    ranges(config.inference(), "inference.");
  }

  /** The same for a section that names a provider, whose settings may have rules of their own. */
  private void named(Providers<?> providers, String name, Record section) {
    Runnable ranges = () -> ranges(section, providers.section() + ".");
    Optional<? extends Provider<?>> provider = providers.find(name);
    if (provider.isPresent()) {
      PluginCalls.told(providers.kind(), provider.get(), "check()", ranges);
    } else {
      ranges.run();
    }
  }

  /** The ranges of all keys of a section, and what they must have to do with one another. */
  private void ranges(Record section, String prefix) {
    for (Records.Entry entry : Records.entries(section)) {
      range(entry.component(), entry.value(), prefix + entry.key());
    }
    for (Record part : Records.parts(section)) {
      if (part instanceof Checked checked) {
        checked.check(new SectionRules(prefix));
      }
    }
  }

  /**
   * The rules of keys that the provider which a section names has no use for: a value must suit one
   * of those that have its key.
   */
  private void unused(Record section, String name) {
    OwnSettings own = Records.own(section).orElseThrow();
    Providers<?> providers = doors.at(name).orElseThrow();
    own.unused()
        .forEach(
            (key, value) -> {
              List<Records.Entry> known =
                  providers.all().stream()
                      .flatMap(provider -> Records.entries(provider.defaults()).stream())
                      .filter(entry -> entry.key().equals(key))
                      .toList();
              boolean suits =
                  !(value instanceof Record)
                      && known.stream()
                          .anyMatch(e -> Range.of(e.component()).brokenBy(value).isEmpty());
              if (!suits && !known.isEmpty()) {
                range(known.get(0).component(), value, name + "." + key);
              }
            });
    UnusedRules.check(own, providers, new SectionRules(name + "."));
  }

  private void range(AnnotatedElement component, Object value, String path) {
    if (value instanceof Record section) {
      ranges(section, path + ".");
    } else {
      Range.of(component)
          .brokenBy(value)
          .ifPresent(
              broken -> {
                must(false, path, "must " + broken.rule(), broken.value());
                unread.add(path); // told, and no use to compare with
              });
    }
  }

  private void named(String path, String name) {
    must(!name.isBlank(), path, "must be a name", "'" + name + "'");
  }

  private void must(boolean holds, String path, String rule, Object value) {
    if (!holds) {
      problems.add(origins.apply(path), path + " " + rule + ", but is " + value);
    }
  }

  /** The rules of a section. */
  private final class SectionRules implements Rules {
    private final String prefix;

    SectionRules(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public void must(boolean holds, String key, String rule, Object value) {
      RunConfigRules.this.must(holds || unread(key), prefix + key, "must " + rule, value);
    }

    @Override
    public boolean unread(String... keys) {
      return Arrays.stream(keys).anyMatch(key -> unread.contains(prefix + key));
    }
  }
}
