/**
 * HDF5 files with the datasets {@code image}, {@code label} or {@code mask}.
 *
 * <p>Reading goes through jHDF behind {@link GuardedStorage}, which bounds what a damaged file can
 * make it allocate; links to other files are not followed. {@link Hdf5Writer} writes plain files.
 * No other package uses jHDF. Start with {@link Hdf5Format}.
 */
@NullMarked
package dev.icl.data.format.hdf5;

import org.jspecify.annotations.NullMarked;
