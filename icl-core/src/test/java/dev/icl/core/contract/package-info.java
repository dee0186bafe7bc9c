/**
 * What every engine owes ({@link dev.icl.core.contract.EngineContract}) and the slow, plain-Java
 * reference that engines are held against ({@link dev.icl.core.contract.ReferenceOps}).
 */
package dev.icl.core.contract;
