package dev.icl.bench.micro;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The time of one micro-benchmark on one engine.
 *
 * @param engine its name
 * @param piece its name
 * @param description of the piece
 * @param p50Ms median of one run, in milliseconds; null if it failed
 * @param p95Ms 95th percentile; null if it failed
 * @param samples timed runs
 * @param gflops 10⁹ floating-point operations a second by the cost engine's count; null if the
 *     piece has none, or failed
 * @param share of the rate of the product of matrices on the same engine; null if that was not
 *     timed
 * @param reason why it failed; null if it did not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MicroRow(
    String engine,
    String piece,
    String description,
    @Nullable Double p50Ms,
    @Nullable Double p95Ms,
    long samples,
    @Nullable Double gflops,
    @Nullable Double share,
    @Nullable String reason) {

  static MicroRow timed(String engine, MicroBenchmark piece, double p50, double p95, long samples) {
    double flops = piece.flops();
    @Nullable Double gflops = flops > 0 ? flops / (p50 * 1e6) : null;
    return new MicroRow(
        engine, piece.name(), piece.description(), p50, p95, samples, gflops, null, null);
  }

  static MicroRow failed(String engine, MicroBenchmark piece, String reason) {
    return new MicroRow(
        engine, piece.name(), piece.description(), null, null, 0, null, null, reason);
  }

  MicroRow against(double product) {
    return new MicroRow(
        engine,
        piece,
        description,
        p50Ms,
        p95Ms,
        samples,
        gflops,
        gflops == null ? null : gflops / product,
        reason);
  }
}
