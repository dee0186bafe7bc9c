/** The authors' augmentation, in SciPy's coordinates, and further changes of images. */
package dev.icl.data.augment;
