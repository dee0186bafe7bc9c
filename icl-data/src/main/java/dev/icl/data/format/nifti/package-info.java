/**
 * NIfTI-1 and NIfTI-2, in one file or as a pair, compressed or not.
 *
 * <p>{@link NiftiHeader} is the header as it is stored, {@link NiftiGrid} the grid that follows
 * from its qform and sform, and {@link NiftiReader} and {@link NiftiWriter} do the rest. Start with
 * {@link NiftiFormat}.
 */
@NullMarked
package dev.icl.data.format.nifti;

import org.jspecify.annotations.NullMarked;
