/**
 * Programs as ONNX models, for ONNX Runtime and whatever reads its format: {@link OnnxFile}.
 *
 * <p>{@code OnnxOperations} has the translation of each operation, {@code OnnxGraph} the nodes and
 * constants, and {@code ProtoMessage} the encoding. Only {@code core} and {@code export.program}
 * are known here.
 */
@NullMarked
package dev.icl.export.onnx;

import org.jspecify.annotations.NullMarked;
