/**
 * The configuration of a run: read from YAML, the environment and the command line, checked as a
 * whole, and written back to YAML.
 *
 * <p>{@link dev.icl.app.config.RunConfigReader} makes an immutable {@link
 * dev.icl.app.config.RunConfig} or reports every problem at once. The sections {@code method} and
 * {@code network} are bound to the settings of the provider that they name. Nothing here opens a
 * dataset or starts an engine. Start with {@link dev.icl.app.config.RunConfig}.
 */
@NullMarked
package dev.icl.app.config;

import org.jspecify.annotations.NullMarked;
