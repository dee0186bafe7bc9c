/**
 * The {@code icl} command: options in, exit codes and messages out.
 *
 * <p>It is the only place that parses arguments and writes to the terminal, and the only module
 * with picocli and a logging backend. One class per subcommand turns options into calls of {@code
 * icl-app}, {@code icl-data}, {@code icl-report} and {@code icl-bench}, and their results into a
 * text or, with {@code --json}, into a record that {@code core.json} writes; what it computes
 * belongs below. {@link ErrorHandler} turns exceptions into one sentence and an {@link ExitCode}. A
 * new command is a class like {@link CurvesCommand} and a line in {@link IclCommand}. Start with
 * {@link IclMain}, then {@link TrainCommand}.
 */
@NullMarked
package dev.icl.cli;

import org.jspecify.annotations.NullMarked;
