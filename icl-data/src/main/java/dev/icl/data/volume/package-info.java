/**
 * Datasets whose training samples are the slices of volumes.
 *
 * <p>{@link VolumeDataset} implements the dataset interface over a catalog and its reader, and
 * keeps slices in a bounded {@link SliceCache}. Start with {@link VolumeDataset}.
 */
@NullMarked
package dev.icl.data.volume;

import org.jspecify.annotations.NullMarked;
