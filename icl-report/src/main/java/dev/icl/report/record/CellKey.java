package dev.icl.report.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The position of a cell in the matrix.
 *
 * @param engine name of the engine
 * @param device as it was asked for: {@code cpu}, {@code gpu}, {@code gpu:N} or {@code auto}
 * @param method name of the method
 * @param methodRevision the revision of that method, from 1; absent in records of earlier releases,
 *     and then 1
 * @param variant the label of a set of changed settings, for ablations; empty for none
 * @param network name of the backbone
 * @param labeled the number of training patients that keep their labels
 * @param labelDraw the drawing of them; 0 for the first of the list, as records of earlier releases
 *     without it have
 * @param seed the root of a training's random streams; null for cells that time steps
 * @param repeat counts the cells that time the same, from 1; null for trainings
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CellKey(
    String engine,
    String device,
    String method,
    Integer methodRevision,
    String variant,
    String network,
    int labeled,
    Integer labelDraw,
    @Nullable Long seed,
    @Nullable Integer repeat) {

  /** Requires the names; no drawing is drawing 0, and no revision is the first. */
  public CellKey {
    methodRevision = methodRevision == null ? 1 : methodRevision;
    labelDraw = labelDraw == null ? 0 : labelDraw;
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(device, "device");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(variant, "variant");
    Objects.requireNonNull(network, "network");
  }
}
