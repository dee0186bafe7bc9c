package dev.icl.core.nn;

/**
 * The normalisation and the activation behind every convolution of a network.
 *
 * @param norm the normalisation of its output
 * @param activation applied to what is normalised
 */
public record ConvStyle(Norm norm, Activation activation) {}
