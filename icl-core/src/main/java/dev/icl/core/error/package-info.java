/**
 * Errors that are addressed to users.
 *
 * <p>A {@link UserException} carries one sentence on what is wrong, where, and how to correct it;
 * the command line prints it without a stack trace. {@link UnknownName} and {@link NearestName}
 * suggest the name that was probably meant. The package depends on nothing, and every module may
 * use it. Start with {@link UserException}.
 */
@NullMarked
package dev.icl.core.error;

import org.jspecify.annotations.NullMarked;
