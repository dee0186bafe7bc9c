/**
 * Settings of what a configuration can name, and the doors that it comes in by.
 *
 * <p>A network, a method or a dataset is offered by a {@link dev.icl.core.settings.Provider}, which
 * {@link java.util.ServiceLoader} finds. Its settings are a record; annotations of this package on
 * the record's components say what each means and which values it may have. Configurations, error
 * messages and documentation are made of that.
 */
@NullMarked
package dev.icl.core.settings;

import org.jspecify.annotations.NullMarked;
