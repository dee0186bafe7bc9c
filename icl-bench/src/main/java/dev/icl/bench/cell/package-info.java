/** What the process of one cell of a benchmark does. */
package dev.icl.bench.cell;
