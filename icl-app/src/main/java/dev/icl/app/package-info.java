/**
 * The wiring of a run: {@link dev.icl.app.IclApplication} selects the engine by name and makes the
 * Guice injector once, from the configuration.
 */
@NullMarked
package dev.icl.app;

import org.jspecify.annotations.NullMarked;
