/**
 * Pictures: contact sheets of a case's slices with the contours of its segmentation.
 *
 * <p>{@link ContactSheet} draws a case; {@link Lettering} gives the font of words in pictures, or
 * the sentence that there is none, also to other modules that draw. The package uses the scans of
 * {@code icl-data} and Java2D, without a screen. Start with {@link ContactSheet}.
 */
@NullMarked
package dev.icl.app.overlay;

import org.jspecify.annotations.NullMarked;
