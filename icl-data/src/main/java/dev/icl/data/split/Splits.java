package dev.icl.data.split;

import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.core.text.Counts;
import dev.icl.data.catalog.ScanCase;
import dev.icl.data.catalog.Subset;
import dev.icl.data.model.LabelDraw;
import dev.icl.data.settings.DataConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The sources of splits: a file, the lists of a benchmark, or a seed. */
public final class Splits {
  private Splits() {}

  /**
   * The split file that a configuration names, its labelled patients redrawn where the
   * configuration asks for that.
   *
   * @param cases of the dataset
   * @throws UserException if it names one that cannot be read, or there is nothing to draw from
   */
  public static Optional<Split> named(DataConfig config, List<ScanCase> cases) {
    return config.split().isBlank()
        ? Optional.empty()
        : Optional.of(redrawn(SplitFile.read(Path.of(config.split())), cases, config.labelDraw()));
  }

  /**
   * A split with as many labelled patients as it has, drawn among its training patients with label
   * maps on all of their training scans; validation and test scans stay what they are.
   *
   * @param split the split whose labelled patients are redrawn
   * @param cases of the dataset
   * @param draw 0 for the split as it is, or the number of a {@link LabelDraw}
   * @throws UserException if it has no more such patients than it labels
   */
  public static Split redrawn(Split split, List<ScanCase> cases, int draw) {
    if (draw == 0) {
      return split;
    }
    Map<String, List<ScanCase>> byPatient = byPatient(cases);
    Map<String, ScanCase> byName = new LinkedHashMap<>();
    cases.forEach(c -> byName.put(c.name(), c));
    Map<Subset, List<ScanCase>> training = new EnumMap<>(Subset.class);
    for (Subset part : List.of(Subset.LABELED, Subset.UNLABELED)) {
      List<ScanCase> scans = new ArrayList<>();
      for (String name : split.of(part)) {
        ScanCase scan = byName.get(name);
        scans.addAll(scan != null ? List.of(scan) : byPatient.getOrDefault(name, List.of()));
      }
      training.put(part, scans);
    }
    List<ScanCase> labeled = training.getOrDefault(Subset.LABELED, List.of());
    List<ScanCase> all = new ArrayList<>(labeled);
    all.addAll(training.getOrDefault(Subset.UNLABELED, List.of()));
    int count = byPatient(labeled).size();
    List<String> able = able(byPatient(all));
    if (able.size() <= count) {
      throw new UserException(
          "data.label_draw is %d, but %s has label maps for %d of its training patients and labels %d: there is no other choice; set data.label_draw to 0, or list more scans with label maps as unlabeled in a split file."
              .formatted(draw, split.origin(), able.size(), count));
    }
    Set<String> chosen = Set.copyOf(LabelDraw.order(able, draw).subList(0, count));
    Map<Subset, List<String>> parts = new EnumMap<>(Subset.class);
    parts.putAll(split.parts());
    parts.put(
        Subset.LABELED, names(all.stream().filter(c -> chosen.contains(c.patient())).toList()));
    parts.put(
        Subset.UNLABELED, names(all.stream().filter(c -> !chosen.contains(c.patient())).toList()));
    return new Split(split.origin(), parts);
  }

  private static Map<String, List<ScanCase>> byPatient(List<ScanCase> cases) {
    Map<String, List<ScanCase>> patients = new LinkedHashMap<>();
    cases.forEach(c -> patients.computeIfAbsent(c.patient(), p -> new ArrayList<>()).add(c));
    return patients;
  }

  /** The patients with label maps on all of their scans. */
  private static List<String> able(Map<String, List<ScanCase>> patients) {
    return patients.entrySet().stream()
        .filter(e -> e.getValue().stream().allMatch(ScanCase::hasLabel))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * The split of a benchmark's lists: of the training cases those of the first patients keep their
   * labels, or those of the drawing that the configuration asks for.
   *
   * @param origin of the training list, for error messages
   * @param training cases in order
   * @param config the number of patients that keep their labels, and the drawing of them
   * @param validation validation cases in order
   * @param test test cases in order
   * @throws UserException if there are fewer patients
   */
  public static Split ofLists(
      String origin,
      List<ScanCase> training,
      DataConfig config,
      List<ScanCase> validation,
      List<ScanCase> test) {
    Map<String, List<ScanCase>> patients = byPatient(training);
    int draw = config.labelDraw();
    List<String> pool = draw == 0 ? List.copyOf(patients.keySet()) : able(patients);
    if (config.labeled() > pool.size()) {
      throw new UserException(
          "data.labeled is %d, but %s lists %s%s: choose a number from 1 to %d."
              .formatted(
                  config.labeled(),
                  origin,
                  Counts.of(pool.size(), "training patient"),
                  draw == 0 ? "" : " with label maps",
                  pool.size()));
    }
    Set<String> first = Set.copyOf(LabelDraw.order(pool, draw).subList(0, config.labeled()));
    return new Split(
        origin,
        Map.of(
            Subset.LABELED,
            names(training.stream().filter(c -> first.contains(c.patient())).toList()),
            Subset.UNLABELED,
            names(training.stream().filter(c -> !first.contains(c.patient())).toList()),
            Subset.VALIDATION,
            names(validation),
            Subset.TEST,
            names(test)));
  }

  private static List<String> names(List<ScanCase> cases) {
    return cases.stream().map(ScanCase::name).toList();
  }

  /**
   * A split by chance: of the patients with label maps on all of their scans, shuffled, the first
   * {@code data.test_patients} are for tests, the next {@code data.validation_patients} for
   * validation, the next {@code data.labeled} are labelled; all the others are unlabelled. A larger
   * number of labelled patients so adds to those of a smaller one, and changes neither tests nor
   * validation.
   *
   * @throws UserException if too few patients have labels
   */
  public static Split seeded(List<ScanCase> cases, DataConfig config) {
    Map<String, List<ScanCase>> patients =
        byPatient(cases.stream().sorted(Comparator.comparing(ScanCase::name)).toList());
    List<String> able = new ArrayList<>(able(patients));
    int validation = validation(able.size(), config);
    RandomKey.of(config.splitSeed()).child("split").shuffle(able);
    Map<Subset, List<String>> parts = new EnumMap<>(Subset.class);
    int at = 0;
    at = take(Subset.TEST, config.testPatients(), able, at, patients, parts);
    at = take(Subset.VALIDATION, validation, able, at, patients, parts);
    // tests and validation are the same regardless of the drawing
    List<String> rest = able.subList(at, able.size());
    List<String> drawn = LabelDraw.order(rest, config.labelDraw());
    for (int i = 0; i < drawn.size(); i++) {
      rest.set(i, drawn.get(i));
    }
    at = take(Subset.LABELED, config.labeled(), able, at, patients, parts);
    Set<String> taken = Set.copyOf(able.subList(0, at));
    parts.put(
        Subset.UNLABELED,
        patients.entrySet().stream()
            .filter(e -> !taken.contains(e.getKey()))
            .flatMap(e -> e.getValue().stream())
            .map(ScanCase::name)
            .toList());
    String origin =
        "The split drawn with data.split_seed %d (%d test, %d validation, %d labeled patients)"
            .formatted(config.splitSeed(), config.testPatients(), validation, config.labeled());
    return new Split(origin, parts);
  }

  /**
   * The number of patients to validate on; a fifth where that is not said, or what labels allow.
   */
  private static int validation(int able, DataConfig config) {
    int free = able - config.testPatients() - config.labeled();
    int wanted = config.validationPatients();
    if (free < wanted) {
      throw new UserException(
          "data.test_patients, data.validation_patients and data.labeled are %d, %d and %d, but only %s: lower them, or add label maps."
              .formatted(
                  config.testPatients(),
                  wanted,
                  config.labeled(),
                  Counts.of(able, "patient has a label map", "patients have label maps")));
    }
    return wanted > 0 ? wanted : Math.min(Math.max(1, able / 5), free);
  }

  private static int take(
      Subset part,
      int count,
      List<String> order,
      int from,
      Map<String, List<ScanCase>> patients,
      Map<Subset, List<String>> parts) {
    parts.put(
        part,
        order.subList(from, from + count).stream()
            .flatMap(patient -> patients.getOrDefault(patient, List.of()).stream())
            .map(ScanCase::name)
            .toList());
    return from + count;
  }
}
