/**
 * Reports of benchmarks and trainings: HTML pages and Markdown for people, CSV for programs.
 *
 * <p>{@link BenchReport} and {@link RunReport} are made of sections; a section turns records and
 * their analysis into the elements of {@code report.view}, and {@link Pages} and {@link Markdown}
 * lay these out. Numbers are computed in {@code report.analysis}, drawings are made by {@code
 * report.chart}. The module uses {@code icl-app}; it runs nothing. Start with {@link BenchReport}.
 */
package dev.icl.report;
