/**
 * Conformance of engines to reference numbers of the authors' program.
 *
 * <p>A {@link Fixture} holds weights, inputs and expected values; {@link Conformance} runs the same
 * step on an engine and compares quantity by quantity, in the order of {@link ConformanceReport}.
 * Where rounding puts an element on the other side of a kink, {@link KinkSearch} settles it with
 * the double-precision reference of the core. A new quantity is an output that {@link Conformance}
 * names as the fixture does; a new tolerance is one of {@link FixtureComparison}. The package uses
 * the method of {@code icl-modules} and an engine; it reads no dataset. Start with {@link
 * Conformance}.
 */
@NullMarked
package dev.icl.bench.conformance;

import org.jspecify.annotations.NullMarked;
