package dev.icl.report.view;

/**
 * A picture that is part of the page.
 *
 * @param caption what it shows
 * @param alternative what a reader who cannot see it is told
 * @param data URI with the picture in it
 */
public record Picture(String caption, String alternative, String data) {}
