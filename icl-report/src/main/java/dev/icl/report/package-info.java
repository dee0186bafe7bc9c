/** Reports of benchmarks and trainings, for people: pages, Markdown, and tables for programs. */
package dev.icl.report;
