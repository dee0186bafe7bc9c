package dev.icl.data.fingerprint;

/**
 * The intensities of a channel at voxels of foreground classes, as they are stored.
 *
 * @param channel its name
 * @param mean of them
 * @param std their standard deviation
 * @param min the least
 * @param max the greatest
 * @param median half of them are below
 * @param percentile005 0.5 % of them are below
 * @param percentile995 99.5 % of them are below
 */
public record ChannelIntensities(
    String channel,
    double mean,
    double std,
    double min,
    double max,
    double median,
    double percentile005,
    double percentile995) {}
