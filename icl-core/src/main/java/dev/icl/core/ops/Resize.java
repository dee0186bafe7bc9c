package dev.icl.core.ops;

/** The interpolation that {@link Ops#resize} uses between grid points. */
public enum Resize {
  /** The nearest smaller index, {@code floor(i · in / out)}: PyTorch's {@code nearest}. */
  NEAREST,
  /** Linear along each axis, pixel areas aligned ({@code align_corners=False}). */
  LINEAR,
  /** Linear along each axis, corner centres aligned ({@code align_corners=True}). */
  LINEAR_ALIGNED
}
