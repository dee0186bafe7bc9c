/**
 * Training methods: supervised training, the semi-supervised baselines, and ICL.
 *
 * <p>A {@link Method} declares the streams and views it wants and provides the program of a
 * training step; its state is in variables alone, so that it can be saved and resumed. Methods know
 * networks and losses, but no engine, no dataset and no files. Start with {@link Method}, then
 * {@link Supervised}; {@code docs/extending/method.md} lists the steps for a new method.
 */
@NullMarked
package dev.icl.modules.method;

import org.jspecify.annotations.NullMarked;
