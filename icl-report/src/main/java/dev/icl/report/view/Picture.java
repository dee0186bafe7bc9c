package dev.icl.report.view;

/**
 * A picture that is part of the page.
 *
 * @param caption the caption
 * @param alternative its description for readers who cannot see it
 * @param data URI with the picture in it
 */
public record Picture(String caption, String alternative, String data) {}
