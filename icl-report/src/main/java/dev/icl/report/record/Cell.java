package dev.icl.report.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One process's share of a benchmark.
 *
 * @param id names the cell and its folder: lower-case letters, digits, {@code .}, {@code -} and
 *     {@code _}
 * @param kind its task
 * @param machine id of the {@link Machine} that it ran on
 * @param key its position in the matrix
 * @param status its final state
 * @param reason why it failed, one sentence; null if it did not
 * @param started when its process began, the last one if it was interrupted
 * @param seconds wall time of that process, start-up included
 * @param flags of the JVM that it ran in
 * @param dataFingerprint SHA-256 in hexadecimal of which scans it was made with, the test part
 *     included; null if it failed or it is not known
 * @param training the outcome of a training; null for other cells and failed ones
 * @param timing the outcome of a timing; null for other cells and failed ones
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Cell(
    String id,
    Kind kind,
    String machine,
    CellKey key,
    Status status,
    @Nullable String reason,
    Instant started,
    double seconds,
    List<String> flags,
    @Nullable String dataFingerprint,
    @Nullable TrainingOutcome training,
    @Nullable Timing timing) {

  /** The task of a cell. */
  public enum Kind {
    /** Trains and evaluates; several may run at once, so its times are no measure of speed. */
    @JsonProperty("train")
    TRAIN,
    /** Times steps and inference, with no other cell running. */
    @JsonProperty("timing")
    TIMING
  }

  /** The final state of a cell or a comparison. */
  public enum Status {
    /** With its results. */
    @JsonProperty("done")
    DONE,
    /** Without. */
    @JsonProperty("failed")
    FAILED
  }

  /**
   * A cell without a fingerprint of its data.
   *
   * @param id unique in the record
   * @param kind the task of the cell
   * @param machine id of the machine that it ran on
   * @param key its position in the matrix
   * @param status its final state
   * @param reason why it failed, one sentence; null if it did not
   * @param started when its process began
   * @param seconds wall time of its process
   * @param flags limits of the worth of its figures
   * @param training the outcome of a training; null for other cells
   * @param timing the outcome of a timing; null for other cells
   */
  public Cell(
      String id,
      Kind kind,
      String machine,
      CellKey key,
      Status status,
      @Nullable String reason,
      Instant started,
      double seconds,
      List<String> flags,
      @Nullable TrainingOutcome training,
      @Nullable Timing timing) {
    this(id, kind, machine, key, status, reason, started, seconds, flags, null, training, timing);
  }

  /** Copies the list. */
  public Cell {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(machine, "machine");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(started, "started");
    flags = List.copyOf(flags);
  }

  /**
   * The same cell in a record, which calls its machine otherwise and tells the data.
   *
   * @param id of the machine there
   * @param data fingerprint of what it was made with; null if it is not known
   */
  public Cell on(String id, @Nullable String data) {
    return new Cell(
        this.id, kind, id, key, status, reason, started, seconds, flags, data, training, timing);
  }

  /** The same cell with another outcome of its timing. */
  public Cell with(Timing other) {
    return new Cell(
        id,
        kind,
        machine,
        key,
        status,
        reason,
        started,
        seconds,
        flags,
        dataFingerprint,
        training,
        other);
  }
}
