/**
 * Every operation in plain Java and float64 ({@link dev.icl.core.reference.ReferenceOps}): slow,
 * and written to be read.
 */
package dev.icl.core.reference;
