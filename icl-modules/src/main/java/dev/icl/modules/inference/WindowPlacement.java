package dev.icl.modules.inference;

/** The places of sliding windows along an axis that is longer than one of them. */
public enum WindowPlacement {
  /**
   * One stride after the other, the last one moved back to the border: place {@code min(i · stride,
   * size − window)}, as in the authors' program and MONAI.
   */
  STRIDED {
    @Override
    int[] starts(int size, int window, double stride) {
      int step = (int) Math.max(1, Math.round(stride));
      int[] starts = new int[(size - window + step - 1) / step + 1];
      for (int i = 0; i < starts.length; i++) {
        starts[i] = Math.min(i * step, size - window);
      }
      return starts;
    }
  },
  /** As many, but all at one distance, rounded: as in nnU-Net. */
  EVEN {
    @Override
    int[] starts(int size, int window, double stride) {
      int last = size - window;
      int[] starts = new int[(int) Math.ceil(last / Math.max(1, stride)) + 1];
      for (int i = 1; i < starts.length; i++) {
        starts[i] = (int) Math.rint((double) last * i / (starts.length - 1));
      }
      return starts;
    }
  };

  /**
   * The places at which windows begin, in ascending order; the first is 0.
   *
   * @param size of the axis, at least that of the window
   * @param window size of the window
   * @param stride wanted distance of neighbouring windows
   */
  abstract int[] starts(int size, int window, double stride);
}
