package dev.icl.data.acdc;

import dev.icl.core.error.UserException;
import dev.icl.core.settings.NoSettings;
import dev.icl.data.DatasetLayout;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.Patients;
import dev.icl.data.catalog.PlacedCase;
import dev.icl.data.catalog.ReadingRules;
import dev.icl.data.catalog.ScanCase;
import dev.icl.data.preprocess.IntensityRule;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.SliceAxis;
import dev.icl.data.settings.DataConfig;
import dev.icl.data.split.Placement;
import dev.icl.data.split.Split;
import dev.icl.data.split.Splits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * The scans of the SSL4MIS folder of ACDC: the slices of a training scan, each in a file of its
 * own, are one case, in the order of their numbers; validation volumes are one file each.
 */
public final class AcdcStacks implements DatasetLayout<NoSettings> {
  @Override
  public String name() {
    return "acdc";
  }

  @Override
  public String description() {
    return "cardiac MR of the ACDC challenge, as SSL4MIS shares it";
  }

  @Override
  public NoSettings defaults() {
    return new NoSettings();
  }

  @Override
  public boolean recognises(Path root) {
    return Files.exists(root.resolve(AcdcLists.TRAINING));
  }

  @Override
  public ReadingRules inputs(NoSettings settings, DataConfig data, AxisOrder order) {
    return ReadingRules.inputs(order).with(IntensityRule.minMax()).along(data.sliceAxis());
  }

  @Override
  public Catalog catalog(
      NoSettings settings, DataConfig config, Path root, DatasetDiagnostics findings) {
    AcdcLists lists = AcdcLists.read(root, findings);
    Patients patients = Patients.of(config, AcdcLists.PATIENT);
    List<ScanCase> training = stacks(lists, lists.training(), patients);
    List<ScanCase> validation = stacks(lists, lists.validation(), patients);
    List<ScanCase> test = stacks(lists, lists.test(), patients);
    List<ScanCase> all = new ArrayList<>(training);
    all.addAll(validation);
    all.addAll(test);
    ReadingRules rules =
        ReadingRules.of(AcdcDataset.CLASSES, SliceAxis.FIRST).along(config.sliceAxis());
    return new Catalog(
        name(), root, rules, place(all, training, validation, test, root, config, findings));
  }

  private static List<PlacedCase> place(
      List<ScanCase> all,
      List<ScanCase> training,
      List<ScanCase> validation,
      List<ScanCase> test,
      Path root,
      DataConfig config,
      DatasetDiagnostics findings) {
    Split split = new Split("", Map.of());
    try {
      Optional<Split> named = Splits.named(config, all);
      split =
          named.isPresent()
              ? named.get()
              : Splits.ofLists(
                  "The split of the lists in " + root, training, config, validation, test);
    } catch (UserException e) {
      if (config.split().isBlank()) {
        findings.addUndrawn(e.getMessage());
      } else {
        findings.add(e.getMessage());
      }
    }
    return Placement.place(all, split, findings);
  }

  private static List<ScanCase> stacks(AcdcLists lists, List<String> names, Patients patients) {
    Map<String, List<String>> scans = new LinkedHashMap<>();
    for (String name : names) {
      Matcher match = AcdcLists.SLICE.matcher(name);
      String scan = match.matches() ? match.group(1) : name;
      scans.computeIfAbsent(scan, s -> new ArrayList<>()).add(name);
    }
    List<ScanCase> cases = new ArrayList<>();
    scans.forEach(
        (scan, slices) ->
            cases.add(
                ScanCase.together(
                    scan,
                    patients.of(scan),
                    slices.stream()
                        .sorted(Comparator.comparingInt(AcdcStacks::number))
                        .map(lists::file)
                        .toList())));
    return cases;
  }

  private static int number(String name) {
    Matcher match = AcdcLists.SLICE.matcher(name);
    return match.matches() ? Integer.parseInt(match.group(2)) : 0;
  }
}
