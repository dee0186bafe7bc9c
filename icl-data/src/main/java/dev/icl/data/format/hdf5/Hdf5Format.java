package dev.icl.data.format.hdf5;

import dev.icl.data.format.ClassMaps;
import dev.icl.data.format.Contents;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.VolumeFormat;
import java.nio.file.Path;
import java.util.List;

/**
 * HDF5 files as the semi-supervised benchmarks share them: a dataset {@code image} and a dataset
 * {@code label} or {@code mask} in the root group, either or both, of any rank; integers of 8 to 64
 * bits (booleans as integers), float32 and float64; contiguous or in chunks, with gzip, shuffle and
 * fletcher32. The last axis runs fastest. There is no standard for a grid, so none is read.
 *
 * <p>Writes chunks with gzip; scaled voxels as float64, the grid not at all. Probabilities of
 * classes are a dataset {@code probabilities} of float16, {@code [classes, axes of the scan]}, in
 * one piece.
 */
public final class Hdf5Format implements VolumeFormat {
  @Override
  public String name() {
    return "HDF5";
  }

  @Override
  public List<String> extensions() {
    return List.of(".h5", ".hdf5");
  }

  @Override
  public boolean recognises(byte[] head) {
    return Hdf5File.signature(head).isPresent();
  }

  @Override
  public Contents read(Path file, ReadLimits limits) {
    return new Hdf5Reader(file, limits).read();
  }

  @Override
  public boolean holdsLabel(Path file) {
    return new Hdf5Reader(file, ReadLimits.standard()).holdsBoth();
  }

  @Override
  public boolean writes() {
    return true;
  }

  @Override
  public void write(Path file, Contents contents, boolean overwrite) {
    new Hdf5Writer(file, overwrite).write(contents);
  }

  @Override
  public void writeProbabilities(Path file, ClassMaps maps, boolean overwrite) {
    new Hdf5Halves(file, overwrite).write("probabilities", maps);
  }
}
