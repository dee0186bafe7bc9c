/**
 * The {@code icl} command: options in, exit codes and sentences out. It is the only place that
 * parses arguments and writes to the terminal.
 */
package dev.icl.cli;
