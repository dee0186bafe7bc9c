/**
 * What every engine owes ({@link dev.icl.core.contract.EngineContract}) and the slow, plain-Java
 * reference engine that engines are compared with, over {@link
 * dev.icl.core.reference.ReferenceOps}.
 */
package dev.icl.core.contract;
