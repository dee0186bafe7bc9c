/**
 * Tools for datasets: description, checks and conversion to other formats.
 *
 * <p>{@link Inspection} describes a dataset and what is wrong with it, {@link FileInspection} a
 * single file, and {@link Conversion} writes a dataset in another format. The command line and the
 * application are their users; nothing here is needed for training. Start with {@link Inspection}.
 */
@NullMarked
package dev.icl.data.tools;

import org.jspecify.annotations.NullMarked;
