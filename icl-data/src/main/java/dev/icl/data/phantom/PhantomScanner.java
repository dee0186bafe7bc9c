package dev.icl.data.phantom;

import dev.icl.core.tensor.Shape;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleId;

/**
 * Images one patient: each pixel is the mean of {@value #SUBSAMPLES}² points (partial volume),
 * times the bias field, as magnitude of a complex signal with noise (Rician). A pixel's class is
 * that of most of its points.
 */
final class PhantomScanner {
  private static final int SUBSAMPLES = 3;
  private static final int CLASSES = 4;

  private final PhantomPatient patient;
  private final Acquisition acquisition;
  private final Draw noise;
  private final float[] image;
  private final byte[] label;

  PhantomScanner(PhantomPatient patient) {
    this.patient = patient;
    this.acquisition = patient.acquisition();
    this.noise = new Draw(patient.key().child("noise"));
    int voxels = acquisition.slices() * acquisition.height() * acquisition.width();
    this.image = new float[voxels];
    this.label = new byte[voxels];
  }

  Sample scan() {
    for (int slice = 0, at = 0; slice < acquisition.slices(); slice++) {
      HeartSection section = patient.heart().at((slice + 0.3) / (acquisition.slices() - 0.2));
      for (int row = 0; row < acquisition.height(); row++) {
        for (int column = 0; column < acquisition.width(); column++, at++) {
          scanPixel(section, row, column, at);
        }
      }
    }
    Magnitudes.normalize(image, 0, image.length);
    Shape shape = Shape.of(acquisition.slices(), acquisition.height(), acquisition.width());
    return Sample.of(new SampleId(patient.name(), patient.name()), shape, image)
        .withLabel(label)
        .withSpacing(acquisition.spacing());
  }

  private void scanPixel(HeartSection section, int row, int column, int at) {
    int[] votes = new int[CLASSES];
    double signal = 0;
    for (int i = 0; i < SUBSAMPLES * SUBSAMPLES; i++) {
      double y =
          millimetres(row, i / SUBSAMPLES, acquisition.height(), acquisition.spacing().fromLast(1));
      double x =
          millimetres(
              column, i % SUBSAMPLES, acquisition.width(), acquisition.spacing().fromLast(0));
      Tissue tissue = section.tissue(x, y, patient.surroundings().tissue(x, y));
      signal += patient.contrast().of(tissue);
      votes[tissue.label()]++;
    }
    signal *=
        acquisition
            .bias()
            .at(edgeUnits(column, acquisition.width()), edgeUnits(row, acquisition.height()));
    image[at] = Magnitudes.of(signal / (SUBSAMPLES * SUBSAMPLES), acquisition.noise(), noise);
    label[at] = (byte) winner(votes);
  }

  private static double millimetres(int pixel, int subsample, int pixels, double spacing) {
    return (pixel + (subsample + 0.5) / SUBSAMPLES - pixels / 2.0) * spacing;
  }

  private static double edgeUnits(int pixel, int pixels) {
    return (2.0 * pixel + 1) / pixels - 1;
  }

  private static int winner(int[] votes) {
    int best = 0;
    for (int c = 1; c < votes.length; c++) {
      if (votes[c] > votes[best]) {
        best = c;
      }
    }
    return best;
  }
}
