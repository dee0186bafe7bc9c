/** Holds engines against reference numbers of the authors' program. */
package dev.icl.bench.conformance;
