/** The authors' augmentation and nearest-neighbour resizing, in SciPy's coordinates. */
package dev.icl.data.augment;
