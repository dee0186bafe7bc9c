/**
 * The scans of evaluations as their files hold them, to be looked at.
 *
 * <p>{@link EvaluatedScans} finds the scans that an evaluation scored, with the references and the
 * label maps that it kept, on their own grids. The package reads only; what is made of the scans is
 * its caller's business.
 */
@NullMarked
package dev.icl.app.shown;

import org.jspecify.annotations.NullMarked;
