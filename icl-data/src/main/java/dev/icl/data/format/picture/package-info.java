/**
 * Pictures as scans: PNG ({@link dev.icl.data.format.picture.PngFormat}) as single slices, TIFF
 * ({@link dev.icl.data.format.picture.TiffFormat}) as one slice for each page. Colours are
 * channels.
 *
 * <p>PNG is decoded by the JDK after its structure was checked here, TIFF by this package.
 */
@NullMarked
package dev.icl.data.format.picture;

import org.jspecify.annotations.NullMarked;
