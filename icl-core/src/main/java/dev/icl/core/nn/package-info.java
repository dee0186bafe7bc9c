/**
 * Layers: convolutions, linear layers and normalisations.
 *
 * <p>A {@link Layer} declares its variables as {@link dev.icl.core.engine.VariableSpec}s, named as
 * in PyTorch's state dictionaries, and computes in a {@link dev.icl.core.engine.Scope}; it holds no
 * values and no engine. Whole networks are in the module {@code icl-modules}. The package may use
 * {@code core.engine}, {@code core.ops}, {@code core.random} and {@code core.tensor}. Start with
 * {@link Layer} and {@link Conv}.
 */
@NullMarked
package dev.icl.core.nn;

import org.jspecify.annotations.NullMarked;
