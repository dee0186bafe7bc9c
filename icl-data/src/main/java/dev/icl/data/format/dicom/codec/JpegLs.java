package dev.icl.data.format.dicom.codec;

/** JPEG-LS (ISO/IEC 14495-1) of one component, lossless or near-lossless. */
public final class JpegLs implements FrameDecoder {
  @Override
  public int[] decode(byte[] data, FrameSize size) throws CodecException {
    Markers markers = new Markers(data);
    int precision = 0;
    int[] presets = new int[5];
    while (true) {
      int marker = markers.next();
      int at = markers.body();
      switch (marker) {
        case 0xf7 -> {
          precision = data[at] & 0xff;
          size.require(Markers.u16(data, at + 1), Markers.u16(data, at + 3));
          Markers.requireOne(data[at + 5]);
          if (precision < 2 || precision > 16) {
            throw new CodecException("it has samples of %d bits".formatted(precision));
          }
        }
        case 0xf8 -> {
          if (data[at] != 1) {
            throw new CodecException("it has tables or a size of its own, which are not read");
          }
          for (int i = 0; i < presets.length; i++) {
            presets[i] = Markers.u16(data, at + 1 + 2 * i);
          }
        }
        case 0xda -> {
          Markers.requireOne(data[at]);
          if (precision == 0) {
            throw new CodecException("its frame has no header");
          }
          LsModel model = LsModel.of(precision, data[at + 3] & 0xff, presets);
          return new LsScan(model, new StuffedBits(data, markers.end())).decode(size);
        }
        case 0xdd -> {
          throw new CodecException("it has restart markers, which are not read");
        }
        default -> {
          // remarks of programs
        }
      }
    }
  }
}
