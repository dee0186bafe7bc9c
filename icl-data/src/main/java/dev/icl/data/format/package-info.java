/**
 * Image files: the interface of a format, and the formats that are installed.
 *
 * <p>{@link VolumeFormats} chooses a {@link VolumeFormat} by the ending of a file; formats are
 * found with {@link java.util.ServiceLoader}, so that a jar on the class path is enough to add one.
 * A format reads into a {@code Scan} of {@code data.scan} within {@link ReadLimits} and checks what
 * it reads with {@link VoxelChecks}. Datasets are unknown here. Start with {@link VolumeFormat};
 * {@code docs/extending/format.md} lists the steps for a new format.
 */
@NullMarked
package dev.icl.data.format;

import org.jspecify.annotations.NullMarked;
