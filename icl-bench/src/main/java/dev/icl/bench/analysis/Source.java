package dev.icl.bench.analysis;

import dev.icl.bench.record.BenchRecord;
import java.nio.file.Path;

/**
 * A record and where it is from.
 *
 * @param folder what pictures in the record are relative to; named in messages
 * @param record what was measured
 */
public record Source(Path folder, BenchRecord record) {}
