/** Batches of the streams and views that a method asks for, prepared in the background. */
package dev.icl.data.batch;
