/**
 * Seeded random streams.
 *
 * <p>All randomness of the project descends from one {@link RandomKey}: a key is split by name or
 * number, never shared, so that a result does not depend on threads or on the order of draws. The
 * package depends on Commons RNG alone.
 */
@NullMarked
package dev.icl.core.random;

import org.jspecify.annotations.NullMarked;
