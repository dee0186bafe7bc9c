/**
 * Segmentation networks and the blocks they are made of.
 *
 * <p>A {@link SegmentationNetwork} maps images {@code [N, C, spatial]} to class scores of the same
 * spatial size, and offers its features to methods that attach heads to them. Networks use layers
 * of {@code core.nn} and know neither methods nor data. Start with {@link SegmentationNetwork},
 * then {@link UNet2d}.
 */
@NullMarked
package dev.icl.modules.network;

import org.jspecify.annotations.NullMarked;
