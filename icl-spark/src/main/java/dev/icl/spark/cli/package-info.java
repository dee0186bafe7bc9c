/** The program for {@code spark-submit}: cohorts and benchmarks on a cluster. */
@NullMarked
package dev.icl.spark.cli;

import org.jspecify.annotations.NullMarked;
