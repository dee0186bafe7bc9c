package dev.icl.bench.speed;

import dev.icl.core.json.Json;
import dev.icl.core.text.Counts;
import java.util.List;
import java.util.LongSummaryStatistics;

/**
 * The memory in use over many steps of a method.
 *
 * @param setup the setup of the measurement
 * @param earlySteps steps before the early measurement
 * @param residentEarlyMb resident memory then, MiB
 * @param residentLastMb resident memory after the last step, MiB
 * @param liveArraysEarly native arrays alive then
 * @param liveArraysLast native arrays alive after the last step
 * @param samples the measurements from then on, the last step included
 * @param peakMb the most resident memory, MiB
 * @param time of a step
 */
public record MemoryReport(
    Setup setup,
    int earlySteps,
    long residentEarlyMb,
    long residentLastMb,
    long liveArraysEarly,
    long liveArraysLast,
    List<Sample> samples,
    long peakMb,
    Durations time) {
  /**
   * One look at the memory.
   *
   * @param step after how many steps
   * @param residentMb resident memory, MiB
   * @param liveArrays native arrays alive
   */
  public record Sample(int step, long residentMb, long liveArrays) {}

  /** The last sample is that of the last step. */
  public MemoryReport {
    samples = List.copyOf(samples);
  }

  /** As indented JSON. */
  public String toJson() {
    return Json.indented(this);
  }

  /** A table for people. */
  public String toTable() {
    return new TextTable()
        .title("%s; %s", setup.title(), Counts.of(setup.steps(), "time"))
        .row(setup.stepName(), "%.1f ms", time.medianMs())
        .row(
            "resident memory, early",
            "%d MiB after %s",
            residentEarlyMb,
            Counts.of(earlySteps, "step"))
        .row("resident memory at the end", "%d MiB", residentLastMb)
        .row("resident memory between", "%d to %d MiB", resident().getMin(), resident().getMax())
        .row("peak resident memory", "%d MiB", peakMb)
        .row("live arrays, early", "%d after %s", liveArraysEarly, Counts.of(earlySteps, "step"))
        .row("live arrays at the end", "%d", liveArraysLast)
        .toString();
  }

  private LongSummaryStatistics resident() {
    return samples.stream().mapToLong(Sample::residentMb).summaryStatistics();
  }
}
