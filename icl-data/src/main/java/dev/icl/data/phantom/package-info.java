/**
 * Seeded phantoms, for tests and for first steps without data: short-axis hearts in slices, and
 * abdominal volumes.
 *
 * <p>A {@link PhantomPatient} is drawn from a key and a {@link PhantomDifficulty}; {@link
 * PhantomScanner} samples its slices with bias field and Rician noise. An {@link AbdomenPatient}
 * has an {@link Abdomen} of ellipsoids, which {@link AbdomenScanner} paints and images. Both are
 * {@link DrawnPatient}s, of which a {@link DrawnDataset} consists. No file is read or written.
 * {@link PhantomProvider} and {@link Phantom3dProvider} offer them as datasets. Start with {@link
 * PhantomDataset}.
 */
@NullMarked
package dev.icl.data.phantom;

import org.jspecify.annotations.NullMarked;
