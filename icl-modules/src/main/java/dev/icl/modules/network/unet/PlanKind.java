package dev.icl.modules.network.unet;

/** The origin of a U-Net's levels, strides and kernels. */
public enum PlanKind {
  /** They follow from patch and spacing. */
  AUTO,

  /** The configuration lists them. */
  GIVEN
}
