/** Pictures of segmentations: contact sheets of slices with contours. */
package dev.icl.app.overlay;
