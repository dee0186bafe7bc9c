/**
 * A method, a network and a dataset that come in by the class path. Each is a record of settings,
 * the thing itself, and a provider, which a file in {@code META-INF/services} names.
 */
package plugin;
