/** Reads what reports are made of: results of benchmarks, and folders of trainings. */
package dev.icl.report.input;
