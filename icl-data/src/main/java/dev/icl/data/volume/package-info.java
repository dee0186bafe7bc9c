/**
 * Datasets whose training samples come from scans in files.
 *
 * <p>{@link VolumeDataset} implements the dataset interface over a catalog and its reader, and
 * keeps them in a bounded {@link SampleCache}. Start with {@link VolumeDataset}.
 */
@NullMarked
package dev.icl.data.volume;

import org.jspecify.annotations.NullMarked;
