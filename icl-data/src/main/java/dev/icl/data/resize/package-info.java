/**
 * Nearest-neighbour resizing of slices in SciPy's coordinates, for training and for prediction.
 *
 * <p>{@link NearestZoom} resizes images and label maps; {@link Edge} decides on samples that
 * rounding puts outside. The package depends on nothing.
 */
@NullMarked
package dev.icl.data.resize;

import org.jspecify.annotations.NullMarked;
