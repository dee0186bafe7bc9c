package dev.icl.data.batch;

/**
 * The time that training waited for data.
 *
 * @param batches the number of batches that were handed out
 * @param nanoseconds waited for them in total
 */
public record WaitStatistics(long batches, long nanoseconds) {}
