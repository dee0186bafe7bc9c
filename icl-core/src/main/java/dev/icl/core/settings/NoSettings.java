package dev.icl.core.settings;

/** The settings of what has none. */
public record NoSettings() {}
