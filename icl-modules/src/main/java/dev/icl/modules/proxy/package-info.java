/**
 * The semantic proxies of ICL: class-wise attention over the features of several scales.
 *
 * <p>{@link SemanticProxy} holds class queries that read the decoder features of a network, deep to
 * shallow, and give class attention maps; only ICL uses it. The package uses layers of {@code
 * core.nn}, attention blocks of {@code core.attention} and networks of {@code modules.network}.
 * Start with {@link SemanticProxy}.
 */
@NullMarked
package dev.icl.modules.proxy;

import org.jspecify.annotations.NullMarked;
