/** HDF5 files with the datasets image, label or mask. */
package dev.icl.data.format.hdf5;
