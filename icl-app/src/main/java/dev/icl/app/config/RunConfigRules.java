package dev.icl.app.config;

import dev.icl.core.config.DataConfig;
import dev.icl.core.config.PreprocessConfig;
import dev.icl.core.settings.Checked;
import dev.icl.core.settings.Provider;
import dev.icl.core.settings.Range;
import dev.icl.core.settings.Records;
import dev.icl.core.settings.Rules;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The range of every value. What values must have to do with one another is mostly for the modules
 * that use them to say: see {@link CrossChecks}.
 */
final class RunConfigRules {
  private static final int MOST_THREADS = 1024;
  private static final int LARGEST_EDGE = 8192;
  private static final int MOST_PATIENTS = 1_000_000;
  private static final int MOST_CLASSES = 256;
  private static final int MOST_MM = 1000;

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
    this.unread = problems.keys();
  }

  void check(RunConfig config) {
    named("engine", config.engine());
    must(
        config.device().matches("cpu|auto|gpu(:[0-9]{1,4})?"),
        "device",
        "must be cpu, gpu, gpu:N or auto",
        config.device());
    within("threads", config.threads(), 0, MOST_THREADS);
    within("session.inter_op_threads", config.session().interOpThreads(), 0, MOST_THREADS);
    named("method.name", config.method().name());
    ranges(config.method(), "method.");
    unused(config.method(), "method");
    named("network.name", config.network().name());
    ranges(config.network(), "network.");
    unused(config.network(), "network");
    check(config.data());
    ranges(config.train(), "train.");
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

  /** The ranges of keys that the provider which a section names has no use for. */
  private void unused(Record section, String name) {
    Map<String, Object> unused = Records.own(section).unused();
    Set<String> told = new HashSet<>();
    for (Provider<?> provider : doors.at(name).orElseThrow().all()) {
      for (Records.Entry entry : Records.entries(provider.defaults())) {
        if (unused.containsKey(entry.key()) && told.add(entry.key())) {
          range(entry.component(), unused.get(entry.key()), name + "." + entry.key());
        }
      }
    }
  }

  private void range(AnnotatedElement component, Object value, String path) {
    if (value instanceof Record section) {
      ranges(section, path + ".");
    } else {
      Range.of(component)
          .brokenBy(value)
          .ifPresent(broken -> must(false, path, "must " + broken.rule(), broken.value()));
    }
  }

  private void check(DataConfig data) {
    boolean phantom = data.name().equals("phantom");
    named("data.name", data.name());
    must(
        phantom || !data.root().isBlank() || areDefaults("data.root"),
        "data.root",
        "must name the folder of the dataset " + data.name(),
        "'" + data.root() + "'");
    atLeast("data.labeled", data.labeled(), 1);
    atLeast("data.label_draw", data.labelDraw(), 0);
    within("data.validation_patients", data.validationPatients(), 0, MOST_PATIENTS);
    within("data.test_patients", data.testPatients(), 0, MOST_PATIENTS);
    check(data.classes());
    check(data.preprocess());
    must(
        !phantom || data.preprocess().isDefault() || areDefaults("data.name"),
        "data.preprocess",
        "must be left out for the phantom, which is drawn ready for use",
        "given");
    atLeast("data.cache_mb", data.cacheMb(), 1);
    atLeast("data.memory_mb", data.memoryMb(), 0);
    within("data.workers", data.workers(), 1, MOST_THREADS);
    within("data.phantom_patients", data.phantomPatients(), 1, 1_000);
    within("data.phantom_validation", data.phantomValidation(), 1, 1_000);
    must(
        !phantom
            || data.labeled() <= data.phantomPatients()
            || areDefaults("data.name", "data.labeled", "data.phantom_patients"),
        "data.labeled",
        "must be at most data.phantom_patients, which is " + data.phantomPatients(),
        data.labeled());
  }

  private void check(PreprocessConfig preprocess) {
    String prefix = "data.preprocess.";
    List<Double> spacing = preprocess.spacing();
    must(
        spacing.isEmpty()
            || spacing.size() == 3 && spacing.stream().allMatch(mm -> mm >= 0 && mm <= MOST_MM),
        prefix + "spacing",
        "must be three distances in mm, each at most %d, 0 to leave an axis".formatted(MOST_MM),
        spacing);
    within(prefix + "crop_margin", preprocess.cropMargin(), 0, LARGEST_EDGE);
    ascending(prefix + "window", preprocess.window(), -1e9, 1e9);
    ascending(prefix + "percentiles", preprocess.percentiles(), 0, 100);
  }

  private void ascending(String path, List<Double> values, double least, double most) {
    must(
        values.isEmpty()
            || values.size() == 2
                && values.get(0) >= least
                && values.get(0) < values.get(1)
                && values.get(1) <= most,
        path,
        "must be two values from %s to %s, the lower first".formatted(plain(least), plain(most)),
        values);
  }

  private void check(List<String> classes) {
    must(
        classes.size() != 1 && classes.size() <= MOST_CLASSES,
        "data.classes",
        "must name 2 to %d classes, the background first".formatted(MOST_CLASSES),
        classes);
    must(
        classes.stream().noneMatch(String::isBlank)
            && classes.stream().distinct().count() == classes.size(),
        "data.classes",
        "must be names, each of them once",
        classes);
  }

  /** Whether one of these could not be read, so that its default stands in its place. */
  private boolean areDefaults(String... paths) {
    return Arrays.stream(paths).anyMatch(unread::contains);
  }

  private void named(String path, String name) {
    must(!name.isBlank(), path, "must be a name", "'" + name + "'");
  }

  private void atLeast(String path, long value, long least) {
    must(value >= least, path, "must be at least " + least, value);
  }

  private void within(String path, long value, long least, long most) {
    must(
        value >= least && value <= most,
        path,
        "must be at least %d and at most %d".formatted(least, most),
        value);
  }

  private static String plain(double bound) {
    return Long.toString((long) bound);
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
      RunConfigRules.this.must(holds, prefix + key, "must " + rule, value);
    }

    @Override
    public boolean unread(String... keys) {
      return Arrays.stream(keys).anyMatch(key -> unread.contains(prefix + key));
    }
  }
}
