/**
 * Jobs of Apache Spark as cohorts and benchmarks need them: results that reach the driver task by
 * task, tasks that run at the same time, the cores of an executor, and the environment that native
 * libraries are to find there.
 *
 * <p>Start with {@link dev.icl.spark.job.StreamedJob}.
 */
@NullMarked
package dev.icl.spark.job;

import org.jspecify.annotations.NullMarked;
