/** Files that appear whole or not at all, and what identifies content. */
package dev.icl.core.io;
