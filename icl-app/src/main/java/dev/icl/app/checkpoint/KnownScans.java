package dev.icl.app.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.icl.core.json.Json;
import dev.icl.data.print.KnownScan;
import dev.icl.data.print.ScanPrint;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

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
      return new KnownScans(Stream.of(Json.read(text, Told[].class)).map(Told::scan).toList());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("scans are a list in JSON", e);
    }
  }

  /** A scan as a checkpoint tells it. */
  private record Told(String name, String patient, String print) {
    static Told of(KnownScan scan) {
      return new Told(scan.name(), scan.patient(), scan.print().toText());
    }

    KnownScan scan() {
      return new KnownScan(
          Objects.requireNonNullElse(name, ""),
          Objects.requireNonNullElse(patient, ""),
          ScanPrint.ofText(Objects.requireNonNullElse(print, "")));
    }
  }

  /** Whether there is a scan to hold others against. */
  public boolean tell() {
    return !scans.isEmpty();
  }

  /** As text for a checkpoint. */
  String toText() {
    return Json.line(scans.stream().map(Told::of).toList());
  }

  /** One that is the same as another scan, as far as their prints tell. */
  public Optional<KnownScan> sameAs(KnownScan other) {
    return other.print().isEmpty()
        ? Optional.empty()
        : scans.stream().filter(scan -> scan.print().matches(other.print())).findFirst();
  }
}
