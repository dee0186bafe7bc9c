/** Secrets by which programs know that others may speak to them. */
@NullMarked
package dev.icl.app.secret;

import org.jspecify.annotations.NullMarked;
