/**
 * The building blocks of attention: layers and interfaces that networks and methods put together.
 *
 * <p>{@link MultiHeadAttention} lets tokens attend to one another; {@link ClassAttention} lets one
 * query per class attend to tokens, with {@link ClassCrossAttention} as its implementation; an
 * {@link AttentionMapMixer} mixes an attention map over space: {@link MlpMixer} over all pixels at
 * once, {@link AxialMixer} along one axis after another. {@link Mlp} and {@link DropPath} are the
 * other parts of a transformer block. {@link WindowBlock} is such a block on a grid of tokens of
 * any number of axes, which {@link TokenWindows} cuts into windows; {@link PatchEmbedding}, {@link
 * PatchMerging} and {@link PatchExpanding} lead from images to tokens and between sizes of grids.
 * Blocks that only one method has are in the module {@code icl-modules}. The package may use {@code
 * core.nn}, {@code core.engine}, {@code core.ops} and {@code core.tensor}. Start with {@link
 * MultiHeadAttention}.
 */
@NullMarked
package dev.icl.core.attention;

import org.jspecify.annotations.NullMarked;
