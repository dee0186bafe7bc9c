/**
 * NRRD, attached or detached.
 *
 * <p>{@link NrrdHeader} parses the fields, {@link NrrdGrid} turns space, directions and units into
 * a grid in mm, {@link NrrdData} finds and decodes the voxels, {@link NrrdWriter} writes both.
 * Start with {@link NrrdFormat}.
 */
@NullMarked
package dev.icl.data.format.nrrd;

import org.jspecify.annotations.NullMarked;
