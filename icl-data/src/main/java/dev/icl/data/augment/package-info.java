/**
 * Augmentations: the authors' own, in SciPy's coordinates, and further changes of images.
 *
 * <p>An {@link Augmentation} draws its parameters from a key and changes one sample; the authors'
 * geometric changes are gathers from the original image, so that a chain of them makes no
 * intermediate image. Image and label map always get the same geometry. The package knows arrays
 * and keys, no datasets and no tensors. Start with {@link Augmentations}.
 */
@NullMarked
package dev.icl.data.augment;

import org.jspecify.annotations.NullMarked;
