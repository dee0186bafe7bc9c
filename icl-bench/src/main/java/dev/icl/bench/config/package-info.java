/**
 * The configuration of a benchmark: that of a run, from {@link dev.icl.app.config}, with the axes
 * of the matrix and its variants in a section {@code bench}.
 */
package dev.icl.bench.config;
