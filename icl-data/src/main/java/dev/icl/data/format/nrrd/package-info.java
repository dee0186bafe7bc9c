/** NRRD, for reading. */
package dev.icl.data.format.nrrd;
