/**
 * The U-Net whose levels, strides and kernels follow from patch and spacing: {@code network.name:
 * unet}.
 *
 * <p>{@link dev.icl.modules.network.unet.TopologyRule} has nnU-Net's published rule, {@link
 * dev.icl.modules.network.unet.Topology} what comes of it, {@link
 * dev.icl.modules.network.unet.PatchRule} the choice of patch and batch within a memory. Start with
 * {@link dev.icl.modules.network.unet.UNet}.
 */
@NullMarked
package dev.icl.modules.network.unet;

import org.jspecify.annotations.NullMarked;
