/** What the records of benchmarks say: averages with intervals, paired tests, and sentences. */
package dev.icl.report.analysis;
