/**
 * IntensityRule of scans before they are used, and the way back to the original grid.
 *
 * <p>{@link ScanPreparation} orients, resamples, crops and rescales a scan and remembers the {@link
 * GridChange}s, so that a predicted label map can be returned to the grid of the file; {@link
 * ScanCache} keeps prepared scans on disk. The package uses {@code data.scan} and the core. Start
 * with {@link ScanPreparation}.
 */
@NullMarked
package dev.icl.data.preprocess;

import org.jspecify.annotations.NullMarked;
