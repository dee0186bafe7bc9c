/**
 * Seeded short-axis cardiac phantoms, for tests and for first steps without data.
 *
 * <p>A {@link PhantomPatient} is drawn from a key and a {@link PhantomDifficulty}; {@link
 * PhantomScanner} samples its slices with bias field and Rician noise. No file is read or written.
 * {@link PhantomProvider} offers it as a dataset. Start with {@link PhantomDataset}.
 */
@NullMarked
package dev.icl.data.phantom;

import org.jspecify.annotations.NullMarked;
