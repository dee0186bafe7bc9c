/** Nearest-neighbour resizing of slices in SciPy's coordinates, for training and for prediction. */
package dev.icl.data.resize;
