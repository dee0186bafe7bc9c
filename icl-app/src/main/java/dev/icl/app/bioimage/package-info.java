/**
 * Packages for BioImage.IO, the format in which deepImageJ, QuPath, Icy and ilastik take networks:
 * {@link dev.icl.app.bioimage.BioImagePackage}.
 *
 * <p>{@code ModelDescription} has the fields of {@code rdf.yaml}, {@code Processing} the
 * preprocessing in the specification's own steps, {@code Tiles} how large images are cut. The
 * package may use {@code app.predict} and {@code app.run}.
 */
@NullMarked
package dev.icl.app.bioimage;

import org.jspecify.annotations.NullMarked;
