/**
 * Pictures of segmentations: contact sheets of slices with contours. The package draws with Java2D
 * and reads no file. Start with {@link dev.icl.app.overlay.ContactSheet}.
 */
package dev.icl.app.overlay;
