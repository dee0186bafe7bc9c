/**
 * Phrases for messages that every module writes, such as numbers with their nouns.
 *
 * <p>The package depends on nothing.
 */
@NullMarked
package dev.icl.core.text;

import org.jspecify.annotations.NullMarked;
