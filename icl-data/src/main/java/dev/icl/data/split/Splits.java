package dev.icl.data.split;

import dev.icl.core.config.DataConfig;
import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.data.cases.Part;
import dev.icl.data.cases.ScanCase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/** Where splits come from: a file, the lists of a benchmark, or a seed. */
public final class Splits {
  private Splits() {}

  /**
   * The split file that a configuration names.
   *
   * @throws UserException if it names one that cannot be read
   */
  public static Optional<Split> named(DataConfig config) {
    return config.split().isBlank()
        ? Optional.empty()
        : Optional.of(SplitFile.read(Path.of(config.split())));
  }

  /**
   * The split of a benchmark's lists: of the training cases those of the first patients keep their
   * labels.
   *
   * @param origin of the training list, for error messages
   * @param training cases in order
   * @param labeled how many patients keep their labels
   * @throws UserException if there are fewer patients
   */
  public static Split ofLists(
      String origin,
      List<ScanCase> training,
      int labeled,
      List<ScanCase> validation,
      List<ScanCase> test) {
    Set<String> patients = new LinkedHashSet<>();
    training.forEach(c -> patients.add(c.patient()));
    if (labeled > patients.size()) {
      throw new UserException(
          "data.labeled is %d, but %s lists %d training patients: choose a number from 1 to %d."
              .formatted(labeled, origin, patients.size(), patients.size()));
    }
    Set<String> first = new LinkedHashSet<>(List.copyOf(patients).subList(0, labeled));
    return new Split(
        origin,
        Map.of(
            Part.LABELED,
            names(training.stream().filter(c -> first.contains(c.patient())).toList()),
            Part.UNLABELED,
            names(training.stream().filter(c -> !first.contains(c.patient())).toList()),
            Part.VALIDATION,
            names(validation),
            Part.TEST,
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
    Map<String, List<ScanCase>> patients = new LinkedHashMap<>();
    cases.stream()
        .sorted(Comparator.comparing(ScanCase::name))
        .forEach(c -> patients.computeIfAbsent(c.patient(), p -> new ArrayList<>()).add(c));
    List<String> able = new ArrayList<>();
    patients.forEach(
        (patient, scans) -> {
          if (scans.stream().allMatch(ScanCase::hasLabel)) {
            able.add(patient);
          }
        });
    int validation = validation(able.size(), config);
    shuffle(able, RandomKey.of(config.splitSeed()).child("split"));
    Map<Part, List<String>> parts = new EnumMap<>(Part.class);
    int at = 0;
    at = take(Part.TEST, config.testPatients(), able, at, patients, parts);
    at = take(Part.VALIDATION, validation, able, at, patients, parts);
    at = take(Part.LABELED, config.labeled(), able, at, patients, parts);
    Set<String> taken = Set.copyOf(able.subList(0, at));
    parts.put(
        Part.UNLABELED,
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

  /** How many patients to validate on; a fifth where that is not said, or what labels allow. */
  private static int validation(int able, DataConfig config) {
    int free = able - config.testPatients() - config.labeled();
    int wanted = config.validationPatients();
    if (free < wanted) {
      throw new UserException(
          "data.test_patients, data.validation_patients and data.labeled are %d, %d and %d, but only %d patients have label maps: lower them, or add label maps."
              .formatted(config.testPatients(), wanted, config.labeled(), able));
    }
    return wanted > 0 ? wanted : Math.min(Math.max(1, able / 5), free);
  }

  private static int take(
      Part part,
      int count,
      List<String> order,
      int from,
      Map<String, List<ScanCase>> patients,
      Map<Part, List<String>> parts) {
    parts.put(
        part,
        order.subList(from, from + count).stream()
            .flatMap(patient -> patients.get(patient).stream())
            .map(ScanCase::name)
            .toList());
    return from + count;
  }

  private static void shuffle(List<String> items, RandomKey key) {
    UniformRandomProvider random = key.generator();
    for (int i = items.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      String swapped = items.get(i);
      items.set(i, items.get(j));
      items.set(j, swapped);
    }
  }
}
