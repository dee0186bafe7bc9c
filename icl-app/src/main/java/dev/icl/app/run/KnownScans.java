package dev.icl.app.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.error.UserException;
import dev.icl.data.print.KnownScan;
import dev.icl.data.print.ScanPrint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Scans by which a checkpoint tells what it has seen, as a fact of it.
 *
 * @param scans those that are not too plain to be known again
 */
record KnownScans(List<KnownScan> scans) {
  /** The fact on the scans that were trained on. */
  static final String TRAINING = "data_training_prints";

  /** The fact on the scans that choose the best. */
  static final String SELECTION = "data_selection_prints";

  private static final JsonMapper JSON = new JsonMapper();

  /** Leaves out scans that are too plain. */
  KnownScans {
    scans = scans.stream().filter(scan -> !scan.print().isEmpty()).toList();
  }

  /**
   * What a checkpoint tells; empty for one of an earlier release.
   *
   * @throws UserException if the fact cannot be read
   */
  static Optional<KnownScans> in(CheckpointInfo info, String fact) {
    String text = info.facts().get(fact);
    if (text == null) {
      return Optional.empty();
    }
    try {
      List<KnownScan> scans = new ArrayList<>();
      for (JsonNode scan : JSON.readTree(text)) {
        scans.add(
            new KnownScan(
                scan.path("name").asText(),
                scan.path("patient").asText(),
                ScanPrint.ofText(scan.path("print").asText())));
      }
      return Optional.of(new KnownScans(scans));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new UserException(
          "The checkpoint has metadata on its scans (%s) that cannot be read; use another copy of it."
              .formatted(fact),
          e);
    }
  }

  /** Whether there is a scan to hold others against. */
  boolean tell() {
    return !scans.isEmpty();
  }

  /** As text. */
  String toFact() {
    ArrayNode list = JSON.createArrayNode();
    for (KnownScan scan : scans) {
      list.addObject()
          .put("name", scan.name())
          .put("patient", scan.patient())
          .put("print", scan.print().toText());
    }
    return list.toString();
  }

  /** One that is the same as another scan, as far as their prints tell. */
  Optional<KnownScan> sameAs(KnownScan other) {
    return other.print().isEmpty()
        ? Optional.empty()
        : scans.stream().filter(scan -> scan.print().matches(other.print())).findFirst();
  }
}
