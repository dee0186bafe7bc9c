package dev.icl.report.view;

/**
 * A figure that stands out.
 *
 * @param value with its unit
 * @param name what it is
 * @param note what to know about it; may be empty
 */
public record Fact(String value, String name, String note) {}
