package dev.icl.data.layout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.icl.core.settings.NoSettings;
import dev.icl.core.text.Counts;
import dev.icl.data.DatasetLayout;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.Patients;
import dev.icl.data.catalog.ReadingRules;
import dev.icl.data.catalog.ScanCase;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.settings.DataConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A dataset as nnU-Net v2 has it, read as it is:
 *
 * <pre>
 * dataset.json                    channel_names, labels, numTraining
 * imagesTr/CASE_0000.nii.gz       the first channel of an image, of any known format
 * imagesTr/CASE_0001.nii.gz       the second one, if there is one
 * labelsTr/CASE.nii.gz            its label map; unlabelled scans have none
 * </pre>
 *
 * <p>Its label values must be classes: regions, which share voxels, are refused. Intensities are
 * scaled to [0, 1] channel by channel of every scan.
 */
public final class NnUnet implements DatasetLayout<NoSettings> {
  private static final String FILE = "dataset.json";
  private static final String IMAGES = "imagesTr";
  private static final String LABELS = "labelsTr";
  private static final String CHANNELS = "channel_names";

  @Override
  public String name() {
    return "nnunet";
  }

  @Override
  public String description() {
    return "a raw dataset of nnU-Net v2: dataset.json, imagesTr/ and labelsTr/";
  }

  @Override
  public NoSettings defaults() {
    return new NoSettings();
  }

  @Override
  public String rootHint() {
    return "the folder that holds dataset.json, imagesTr/ and labelsTr/";
  }

  @Override
  public boolean recognises(Path root) {
    Path file = root.resolve(FILE);
    return Files.isRegularFile(file)
        && Files.isDirectory(root.resolve(IMAGES))
        && DatasetJson.isObjectWith(file, CHANNELS);
  }

  @Override
  public ReadingRules inputs(NoSettings settings, DataConfig data, AxisOrder order) {
    return FolderRules.inputs(data, order);
  }

  @Override
  public Catalog catalog(
      NoSettings settings, DataConfig data, Path root, DatasetDiagnostics findings) {
    Path file = root.resolve(FILE);
    JsonNode json = DatasetJson.read(file);
    List<String> channels = DatasetJson.channels(json, CHANNELS, file, findings);
    List<String> named = channels.isEmpty() ? ReadingRules.ONE_CHANNEL : channels;
    List<String> classes = classes(json, file, findings);
    List<ScanCase> cases =
        new FolderListing(IMAGES, LABELS, named, VolumeFormats.installed(), findings)
            .cases(root, Patients.of(data, Patients.FRAMES));
    requireNumber(json, file, cases, findings);
    ReadingRules rules = FolderRules.of(classes, named, data);
    return new Catalog(name(), root, rules, BenchmarkLists.seeded(cases, data, findings));
  }

  /** nnU-Net counts the scans with label maps; with fewer, a download was cut off. */
  private static void requireNumber(
      JsonNode json, Path file, List<ScanCase> cases, DatasetDiagnostics findings) {
    JsonNode number = json.get("numTraining");
    long labelled = cases.stream().filter(ScanCase::hasLabel).count();
    if (number != null && number.isInt() && labelled < number.asInt()) {
      findings.add(
          "%s: 'numTraining' is %d, but %s in %s: restore the others, or correct the number."
              .formatted(
                  file,
                  number.asInt(),
                  Counts.of(
                      labelled,
                      "scan in " + IMAGES + " has a label map",
                      "scans in " + IMAGES + " have label maps"),
                  LABELS));
    }
  }

  private static List<String> classes(JsonNode json, Path file, DatasetDiagnostics findings) {
    TreeMap<Integer, String> byValue = new TreeMap<>();
    JsonNode labels = json.path("labels");
    for (Map.Entry<String, JsonNode> label : labels.properties()) {
      if (isRefused(label.getKey(), label.getValue(), file, findings)) {
        return List.of();
      }
      byValue.put(label.getValue().asInt(-1), label.getKey());
    }
    int count = labels.size();
    if (count < 2
        || byValue.size() < count
        || byValue.firstKey() != 0
        || byValue.lastKey() != count - 1) {
      findings.add(
          "%s: 'labels' must give the classes the values 0, 1, 2 and so on, the background 0, as {\"background\": 0, \"lesion\": 1}."
              .formatted(file));
      return List.of();
    }
    return List.copyOf(byValue.values());
  }

  private static boolean isRefused(
      String name, JsonNode value, Path file, DatasetDiagnostics findings) {
    if (value.isArray()) {
      findings.add(
          "%s: the label '%s' is a region of several values, but every voxel must have one class here: give each label one value, and train on those."
              .formatted(file, name));
      return true;
    }
    if (name.equals("ignore")) {
      findings.add(
          "%s: the label 'ignore' leaves voxels out of the training, which is not known here: leave it out, and list the scans that have such voxels as unlabeled."
              .formatted(file));
      return true;
    }
    return false;
  }
}
