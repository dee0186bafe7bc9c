/**
 * Every operation in plain Java and float64: slow, and written to be read.
 *
 * <p>{@link ReferenceOps} is the oracle of the engines' contract tests and of the conformance
 * check; it also records which variables a value depends on. The package uses {@code core.ops} and
 * {@code core.tensor}, and nothing in production code depends on it but the conformance check.
 * Start with {@link ReferenceOps}.
 */
@NullMarked
package dev.icl.core.reference;

import org.jspecify.annotations.NullMarked;
