package dev.icl.app.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.icl.core.json.Json;
import dev.icl.data.print.KnownScan;
import dev.icl.data.print.ScanPrint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Scans by which a checkpoint tells what its network has seen.
 *
 * @param scans those that are not too plain to be recognised
 */
public record KnownScans(List<KnownScan> scans) {
  /** No scans. */
  public static final KnownScans NONE = new KnownScans(List.of());

  /** Leaves out scans that are too plain. */
  public KnownScans {
    scans = scans.stream().filter(scan -> !scan.print().isEmpty()).toList();
  }

  /**
   * The scans that {@link #toText} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static KnownScans ofText(String text) {
    try {
      JsonNode list = Json.tree(text);
      if (!list.isArray()) {
        throw new IllegalArgumentException("scans are a list in JSON");
      }
      List<KnownScan> scans = new ArrayList<>();
      for (JsonNode scan : list) {
        scans.add(
            new KnownScan(
                scan.path("name").asText(),
                scan.path("patient").asText(),
                ScanPrint.ofText(scan.path("print").asText())));
      }
      return new KnownScans(scans);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("scans are a list in JSON", e);
    }
  }

  /** Whether there is a scan to hold others against. */
  public boolean tell() {
    return !scans.isEmpty();
  }

  /** As text for a checkpoint. */
  String toText() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (KnownScan scan : scans) {
      list.addObject()
          .put("name", scan.name())
          .put("patient", scan.patient())
          .put("print", scan.print().toText());
    }
    return list.toString();
  }

  /** One that is the same as another scan, as far as their prints tell. */
  public Optional<KnownScan> sameAs(KnownScan other) {
    return other.print().isEmpty()
        ? Optional.empty()
        : scans.stream().filter(scan -> scan.print().matches(other.print())).findFirst();
  }
}
