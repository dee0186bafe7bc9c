package dev.icl.engine.pytorch;

import ai.djl.pytorch.engine.PtNDArray;

/**
 * The gradient of a matrix as the product {@code gᵀ · x} of two arrays of few rows.
 *
 * @param gradient g, {@code [rows, out]}
 * @param input x, {@code [rows, in]}
 */
record Factors(PtNDArray gradient, PtNDArray input) {}
