/**
 * Voxels of one file with their type, grid and origin, as the file has them.
 *
 * <p>A {@link Scan} is immutable and keeps the file's own axis order and number type; {@link
 * Affine}, {@link Orientation} and {@link StoredForms} describe its grid in the patient. Nothing is
 * preprocessed here. The package uses {@code core.error} alone. Start with {@link Scan}.
 */
@NullMarked
package dev.icl.data.scan;

import org.jspecify.annotations.NullMarked;
