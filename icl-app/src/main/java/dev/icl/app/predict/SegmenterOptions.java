package dev.icl.app.predict;

import dev.icl.data.scan.SliceAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The options of a {@link Segmenter}.
 *
 * @param engine name of the engine; empty for the one that the checkpoint was trained with
 * @param device {@code cpu}, {@code gpu}, {@code gpu:N} or {@code auto}; empty for that of the
 *     training
 * @param sliceAxis along which axis of their files scans are cut into slices; {@link
 *     SliceAxis#AUTO} for the one of the training
 * @param inference the way the network is applied; empty for that of the training's validations
 */
public record SegmenterOptions(
    Optional<String> engine,
    Optional<String> device,
    SliceAxis sliceAxis,
    Optional<InferenceOptions> inference) {

  /** As the checkpoint was trained and validated. */
  public static SegmenterOptions defaults() {
    return new SegmenterOptions(
        Optional.empty(), Optional.empty(), SliceAxis.AUTO, Optional.empty());
  }

  /** The same on another engine. */
  public SegmenterOptions withEngine(String name) {
    return new SegmenterOptions(Optional.of(name), device, sliceAxis, inference);
  }

  /** The same on another device. */
  public SegmenterOptions withDevice(String name) {
    return new SegmenterOptions(engine, Optional.of(name), sliceAxis, inference);
  }

  /** The same along another axis. */
  public SegmenterOptions along(SliceAxis axis) {
    return new SegmenterOptions(engine, device, axis, inference);
  }

  /** The same with the network applied otherwise. */
  public SegmenterOptions with(InferenceOptions other) {
    return new SegmenterOptions(engine, device, sliceAxis, Optional.of(other));
  }

  /** As changes to a configuration. */
  public List<String> settings() {
    List<String> settings = new ArrayList<>();
    engine.ifPresent(name -> settings.add("engine=" + name));
    device.ifPresent(name -> settings.add("device=" + name));
    return settings;
  }
}
