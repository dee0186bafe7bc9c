/** What a benchmark measured, as {@code bench.json} keeps it. */
package dev.icl.report.record;
