/** Voxels of one file with their type, grid and origin, as the file has them. */
package dev.icl.data.scan;
