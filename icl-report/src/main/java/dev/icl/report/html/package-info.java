/**
 * Templates laid out as pages that run nothing but their own script and load nothing.
 *
 * <p>{@link Html} is all there is.
 */
@NullMarked
package dev.icl.report.html;

import org.jspecify.annotations.NullMarked;
