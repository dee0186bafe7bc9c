/**
 * The TensorFlow engine: DJL loads the native library; graphs, gradients and sessions do the work.
 *
 * <p>{@link TensorFlowPlugin} makes it known, {@link TensorFlowEngine} owns the session and the
 * variables. A program is traced once per set of input shapes: {@link Trace} builds the graph in a
 * {@link TfScope} over {@link TfOps}, {@link TfGradients} differentiates it, {@link TfUpdates} adds
 * the in-place updates, and {@link TfProgram} runs the session. {@link SavedModelExporter} writes a
 * trained network as a SavedModel. The module uses {@code icl-core}, DJL and TensorFlow's Java
 * classes and is used by no other module: it is found at run time. Start with {@link
 * TensorFlowEngine}, then {@link Trace}.
 */
@NullMarked
package dev.icl.engine.tensorflow;

import org.jspecify.annotations.NullMarked;
