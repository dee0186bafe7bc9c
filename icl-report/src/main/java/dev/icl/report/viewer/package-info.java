/**
 * The page that {@code icl view} writes: scans in three planes with label maps over them, all of it
 * in one file.
 *
 * <p>{@link ViewedCases} gives the scans one after the other, {@link ShownGrid} says how their axes
 * are shown, {@link Packed} makes text of voxels, and {@link ViewerPage} writes the file. What
 * happens on the page is in {@code viewer.js} beside the style sheets. Start with {@link
 * ViewerPage}.
 */
@NullMarked
package dev.icl.report.viewer;

import org.jspecify.annotations.NullMarked;
