package dev.icl.data.layout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.icl.core.io.FileNames;
import dev.icl.core.io.FileTrouble;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.DatasetPaths;
import dev.icl.data.catalog.Patients;
import dev.icl.data.catalog.PlacedCase;
import dev.icl.data.catalog.ScanCase;
import dev.icl.data.catalog.Subset;
import dev.icl.data.format.VolumeFormats;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lists of a Decathlon-style {@code dataset.json}. An entry is {@code {"image": PATH, "label":
 * PATH}}, or the path of an image alone; paths are relative to the file's folder. Entries of {@code
 * training} without a label map, or with null or an empty text as one, are unlabelled scans; those
 * of {@code test} are not used, since nothing can be scored on them.
 */
final class DecathlonLists {
  private static final Map<String, Subset> KEYS = keys();

  private final Path root;
  private final Path file;
  private final Patients patients;
  private final DatasetDiagnostics findings;
  private final VolumeFormats formats = VolumeFormats.installed();

  DecathlonLists(Path root, String file, Patients patients, DatasetDiagnostics findings) {
    this.root = root;
    this.file = root.resolve(file);
    this.patients = patients;
    this.findings = findings;
  }

  private static Map<String, Subset> keys() {
    Map<String, Subset> keys = new LinkedHashMap<>();
    keys.put("training", Subset.LABELED);
    keys.put("training_labeled", Subset.LABELED);
    keys.put("labeled", Subset.LABELED);
    keys.put("unlabeled", Subset.UNLABELED);
    keys.put("training_unlabeled", Subset.UNLABELED);
    keys.put("validation", Subset.VALIDATION);
    keys.put("test", Subset.TEST);
    return keys;
  }

  /** Whether there is any list of scans. */
  static boolean hasLists(JsonNode json) {
    return KEYS.keySet().stream().anyMatch(json::has);
  }

  List<PlacedCase> read(JsonNode json) {
    List<PlacedCase> cases = new ArrayList<>();
    boolean listed = false;
    for (Map.Entry<String, Subset> key : KEYS.entrySet()) {
      JsonNode list = json.get(key.getKey());
      if (list != null) {
        listed = true;
        for (int i = 0; i < list.size(); i++) {
          String where = "%s, '%s' entry %d".formatted(file, key.getKey(), i + 1);
          entry(list.get(i), where, key.getValue()).ifPresent(cases::add);
        }
      }
    }
    if (!listed) {
      findings.add(
          "%s lists no scans: give it the keys training, unlabeled and validation."
              .formatted(file));
    }
    return cases;
  }

  private Optional<PlacedCase> entry(JsonNode entry, String where, Subset part) {
    JsonNode image = entry.isTextual() ? entry : entry.get("image");
    if (image == null || !image.isTextual()) {
      findings.add(where + ": give a path, or {\"image\": PATH, \"label\": PATH}.");
      return Optional.empty();
    }
    Optional<Path> path = file(image.asText(), where, "image");
    if (path.isEmpty()) {
      return Optional.empty();
    }
    JsonNode label = entry.get("label");
    boolean labelled = part != Subset.UNLABELED && !isAbsent(label);
    if (labelled && !label.isTextual()) {
      findings.add(
          where
              + ": 'label' is no path: give one, or leave it out where the scan has no label map.");
      return Optional.empty();
    }
    Optional<Path> labelPath =
        labelled ? file(label.asText(), where, "label map") : Optional.empty();
    if (labelled && labelPath.isEmpty()) {
      return Optional.empty();
    }
    String name = formats.stem(path.get());
    Subset effective = labelPath.isPresent() ? part : withoutLabel(part);
    return Optional.of(
        new PlacedCase(ScanCase.pair(name, patients.of(name), path.get(), labelPath), effective));
  }

  /** Programs write a label map that there is not as nothing, as null or as an empty text. */
  private static boolean isAbsent(JsonNode label) {
    return label == null || label.isNull() || label.isTextual() && label.asText().isBlank();
  }

  private static Subset withoutLabel(Subset part) {
    return switch (part) {
      case LABELED -> Subset.UNLABELED;
      case TEST -> Subset.UNUSED;
      default -> part;
    };
  }

  private Optional<Path> file(String text, String where, String what) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      findings.add(
          "%s: the path of the %s holds a line break or another control character: correct it."
              .formatted(where, what));
      return Optional.empty();
    }
    try {
      Path path = root.resolve(text).normalize();
      if (!DatasetPaths.staysWithin(text)) {
        findings.add(
            "%s: the %s %s is not below the folder of the list: move it there, or remove the entry."
                .formatted(where, what, path));
        return Optional.empty();
      }
      Path found = FileNames.existing(path);
      Optional<String> trouble = FileTrouble.of(found);
      if (trouble.isEmpty()) {
        return Optional.of(found);
      }
      findings.add(
          "%s: the %s %s %s: restore the file, or remove the entry."
              .formatted(where, what, found, trouble.get()));
    } catch (InvalidPathException e) {
      findings.add("%s: '%s' is no path: correct it.".formatted(where, text));
    }
    return Optional.empty();
  }
}
