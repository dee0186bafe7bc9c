/**
 * Reports as material for papers: tables in LaTeX and Markdown, figures in SVG and PDF.
 *
 * <p>{@link PaperFolder} writes all of it from the same {@code Page} that becomes the report, so
 * that numbers are the same in both.
 */
@NullMarked
package dev.icl.report.paper;

import org.jspecify.annotations.NullMarked;
