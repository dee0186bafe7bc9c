/**
 * Cohorts of scans on a cluster of Apache Spark: {@link dev.icl.spark.cohort.SparkCohort} segments,
 * measures and scores them with the classes of {@code icl predict}, so that label maps are those of
 * that command.
 */
@NullMarked
package dev.icl.spark.cohort;

import org.jspecify.annotations.NullMarked;
