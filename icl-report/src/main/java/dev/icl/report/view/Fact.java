package dev.icl.report.view;

/**
 * A figure that stands out.
 *
 * @param value with its unit
 * @param name its name
 * @param note an explanation; may be empty
 */
public record Fact(String value, String name, String note) {}
