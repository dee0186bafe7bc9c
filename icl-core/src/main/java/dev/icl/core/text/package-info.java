/**
 * Phrases for messages that every module writes, such as numbers with their nouns.
 *
 * <p>The package depends on nothing.
 */
package dev.icl.core.text;
