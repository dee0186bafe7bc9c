/**
 * The elements of a report: texts, tables and drawings, in order, ready to be laid out.
 *
 * <p>A {@link Page} is a list of {@link Section}s. The templates and the Markdown writer know these
 * types only. Start with {@link Page}.
 */
package dev.icl.report.view;
