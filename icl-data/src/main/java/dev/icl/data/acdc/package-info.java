/**
 * The ACDC folder of the semi-supervised benchmarks: slices for training and volumes for
 * validation, in HDF5.
 *
 * <p>It keeps the lists and the order of that folder, which published results depend on. The
 * official archive of the challenge is read by {@code data.layout} instead. Start with {@link
 * AcdcDataset}.
 */
@NullMarked
package dev.icl.data.acdc;

import org.jspecify.annotations.NullMarked;
