/** The ACDC folder of the semi-supervised benchmarks. */
package dev.icl.data.acdc;
