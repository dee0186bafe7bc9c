/**
 * Benchmarks: which cells a matrix has, in what order, in processes of their own, and what became
 * of them.
 */
package dev.icl.bench.matrix;
