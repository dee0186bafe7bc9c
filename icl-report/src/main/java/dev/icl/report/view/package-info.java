/**
 * The elements of a report: texts, tables and drawings, in order, ready to be laid out.
 *
 * <p>A {@link Page} is a list of {@link Section}s. The templates and the Markdown writer know these
 * types only, so that a section is written once for both; what is added here must be laid out by
 * both. The package uses {@code report.chart} for drawings and nothing else. Start with {@link
 * Page}.
 */
@NullMarked
package dev.icl.report.view;

import org.jspecify.annotations.NullMarked;
