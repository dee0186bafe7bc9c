package samples;

import dev.icl.app.predict.Segmenter;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.Scan;
import java.nio.file.Path;

/** Segments one scan: {@code SegmentAScan final.safetensors scan.nii.gz labels.nii.gz}. */
public final class SegmentAScan {
  private SegmentAScan() {}

  /**
   * Writes the label map of a scan, on the grid of the scan.
   *
   * @param args the checkpoint, the scan and the file to write
   */
  public static void main(String[] args) {
    VolumeFormats formats = VolumeFormats.installed();
    try (Segmenter segmenter = Segmenter.load(Path.of(args[0]))) {
      Scan scan = formats.readImage(Path.of(args[1]));
      Scan labels = segmenter.segment(scan);
      formats.write(Path.of(args[2]), Contents.of(labels), false);
      System.out.println("Labels are the places in " + segmenter.classNames());
    }
  }
}
