/**
 * Reports of benchmarks and trainings: HTML pages and Markdown for people, CSV for programs.
 *
 * <p>{@link BenchReport} and {@link RunReport} are made of sections; a section turns records and
 * their analysis into the elements of {@code report.view}, and {@link Pages} and {@link Markdown}
 * lay these out. A new section is a class named {@code …Sections} beside these and a line in the
 * report that shows it; a new table for programs is one in {@code BenchCsv}. Numbers are computed
 * in {@code report.analysis}, drawings are made by {@code report.chart}, files are read by {@code
 * report.input}: a section does none of that. The module uses {@code icl-app} and what is below it;
 * it runs nothing and needs no engine. Start with {@link BenchReport}.
 */
@NullMarked
package dev.icl.report;

import org.jspecify.annotations.NullMarked;
