/**
 * The TensorFlow engine: DJL loads the native library; graphs, gradients and sessions do the work.
 */
package dev.icl.engine.tensorflow;
