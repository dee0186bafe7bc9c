/** NIfTI-1 and NIfTI-2, in one file or as a pair. */
package dev.icl.data.format.nifti;
