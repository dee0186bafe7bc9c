/**
 * Layouts: one small {@link dev.icl.data.DatasetLayout} per dataset that lists the scans in its
 * folder.
 *
 * <p>{@link ImageFolder} is the general one; the others know the names and lists of a challenge or
 * benchmark. A layout opens no image: it names files, patients and subsets, and reports what does
 * not fit. {@link Folders} and {@link BenchmarkLists} are for layouts of other jars, too. Start
 * with {@link LeftAtrium}.
 */
@NullMarked
package dev.icl.data.layout;

import org.jspecify.annotations.NullMarked;
