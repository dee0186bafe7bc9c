/** Batches of labelled and unlabelled slices, prepared in the background. */
package dev.icl.data.batch;
