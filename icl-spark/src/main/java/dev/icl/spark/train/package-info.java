/**
 * One training on a cluster of Apache Spark: {@link dev.icl.spark.train.SparkTraining} makes it in
 * tasks that run at the same time, each with its share of the images of every step.
 */
@NullMarked
package dev.icl.spark.train;

import org.jspecify.annotations.NullMarked;
