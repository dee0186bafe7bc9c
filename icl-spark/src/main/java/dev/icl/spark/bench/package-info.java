/**
 * Matrices of trainings on a cluster of Apache Spark: {@link dev.icl.spark.bench.SparkBench} runs
 * the cells of a benchmark as tasks, each in a process of its own on an executor.
 */
@NullMarked
package dev.icl.spark.bench;

import org.jspecify.annotations.NullMarked;
