/**
 * Programs written down: {@link Recorder} runs one over shapes alone, at several sizes of its
 * inputs, and gives a {@link RecordedProgram}, the list of its {@link Step}s with every size that
 * follows from the inputs. What depends on no input is computed, and batch norms are part of the
 * convolutions before them.
 *
 * <p>The writers of formats read it; they know neither engines nor networks. Start with {@link
 * Recorder}.
 */
@NullMarked
package dev.icl.export.program;

import org.jspecify.annotations.NullMarked;
