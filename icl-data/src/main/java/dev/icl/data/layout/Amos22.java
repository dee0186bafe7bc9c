package dev.icl.data.layout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.icl.core.error.UserException;
import dev.icl.core.settings.NoSettings;
import dev.icl.core.text.Counts;
import dev.icl.data.DatasetLayout;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.LabelRule;
import dev.icl.data.catalog.Patients;
import dev.icl.data.catalog.PlacedCase;
import dev.icl.data.catalog.ReadingRules;
import dev.icl.data.catalog.ScanCase;
import dev.icl.data.catalog.Subset;
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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * AMOS 2022, or any other dataset that a {@code dataset.json} in the manner of the Medical
 * Segmentation Decathlon describes: {@code labels} names the classes, {@code training}, {@code
 * unlabeled}, {@code validation} and {@code test} list scans.
 *
 * <p>CT intensities from -125 to 275 HU become 0 to 1. Where {@code modality} names several
 * channels, the fourth axis of an image counts them, and each is scaled to [0, 1] by itself.
 */
public final class Amos22 implements DatasetLayout<NoSettings> {
  private static final String FILE = "dataset.json";
  private static final IntensityRule CT = IntensityRule.window(-125, 275);
  private static final List<String> ORGANS =
      List.of(
          "background",
          "spleen",
          "right kidney",
          "left kidney",
          "gall bladder",
          "esophagus",
          "liver",
          "stomach",
          "aorta",
          "postcava",
          "pancreas",
          "right adrenal gland",
          "left adrenal gland",
          "duodenum",
          "bladder",
          "prostate/uterus");

  @Override
  public String name() {
    return "amos22";
  }

  @Override
  public String description() {
    return "AMOS 2022, or any dataset that a dataset.json in the manner of the Medical Segmentation Decathlon describes";
  }

  @Override
  public NoSettings defaults() {
    return new NoSettings();
  }

  @Override
  public boolean isGeneral() {
    return true;
  }

  @Override
  public boolean recognises(Path root) {
    Path file = root.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Files.isSymbolicLink(file) && !Files.exists(file);
    }
    return !Files.isDirectory(root.resolve("images")) || listsScans(file);
  }

  /** Other programs give a file of this name to a folder of images, without lists. */
  private static boolean listsScans(Path file) {
    try {
      return DecathlonLists.hasLists(DatasetJson.read(file));
    } catch (UserException e) {
      return true; // and reports what is wrong with it
    }
  }

  @Override
  public ReadingRules inputs(NoSettings settings, DataConfig data, AxisOrder order) {
    return ReadingRules.inputs(order).with(CT).along(data.sliceAxis());
  }

  @Override
  public Catalog catalog(
      NoSettings settings, DataConfig config, Path root, DatasetDiagnostics findings) {
    JsonNode json = DatasetJson.read(root.resolve(FILE));
    List<String> classes = classes(json, root.resolve(FILE), findings);
    ReadingRules rules =
        rules(classes, DatasetJson.channels(json, "modality", root.resolve(FILE), findings))
            .along(config.sliceAxis());
    DecathlonLists lists =
        new DecathlonLists(root, FILE, Patients.of(config, Patients.FRAMES), findings);
    List<PlacedCase> listed = lists.read(json);
    Optional<Split> named = Splits.named(config, listed.stream().map(PlacedCase::scan).toList());
    List<PlacedCase> cases =
        named.isPresent()
            ? Placement.place(listed.stream().map(PlacedCase::scan).toList(), named.get(), findings)
            : checked(root, listed, config, findings);
    return new Catalog(name(), root, rules, cases);
  }

  /** Of several channels each has a scale of its own. */
  private static ReadingRules rules(List<String> classes, List<String> channels) {
    ReadingRules ct =
        new ReadingRules(classes, LabelRule.classes(classes.size()), SliceAxis.THIRD, CT);
    return channels.size() < 2 ? ct : ct.withChannels(channels).with(IntensityRule.minMax());
  }

  /** The lists of the file itself, held to the same rules as a split file. */
  private static List<PlacedCase> checked(
      Path root, List<PlacedCase> listed, DataConfig config, DatasetDiagnostics findings) {
    Map<Subset, List<String>> parts = new EnumMap<>(Subset.class);
    listed.stream()
        .filter(c -> c.part() != Subset.UNUSED)
        .forEach(c -> parts.computeIfAbsent(c.part(), p -> new ArrayList<>()).add(c.scan().name()));
    List<ScanCase> scans = listed.stream().map(PlacedCase::scan).toList();
    Split split = new Split(root.resolve(FILE).toString(), parts);
    return Placement.place(scans, Splits.redrawn(split, scans, config.labelDraw()), findings);
  }

  private static List<String> classes(JsonNode json, Path file, DatasetDiagnostics findings) {
    JsonNode labels = json.get("labels");
    if (labels == null) {
      return ORGANS;
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      JsonNode name = labels.get(Integer.toString(i));
      if (name == null || !name.isTextual()) {
        findings.add(
            "%s: 'labels' has %s, but none for the class %d: number the classes from 0 without gaps, as {\"0\": \"background\", \"1\": \"spleen\"}."
                .formatted(file, Counts.of(labels.size(), "entry", "entries"), i));
        return ORGANS;
      }
      names.add(name.asText());
    }
    return names.size() < 2 ? ORGANS : names;
  }
}
