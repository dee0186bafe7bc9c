/**
 * Conformance of engines to reference numbers of the authors' program.
 *
 * <p>A {@link Fixture} holds weights, inputs and expected values; {@link Conformance} runs the same
 * step on an engine and compares quantity by quantity. Where rounding puts an element on the other
 * side of a kink, {@link KinkSearch} settles it with the double-precision reference of the core.
 * Start with {@link Conformance}.
 */
package dev.icl.bench.conformance;
