package dev.icl.data.format.dicom;

import java.util.Locale;
import java.util.Map;

/**
 * Codes of what a segment shows, in SNOMED CT.
 *
 * @param category the kind of thing
 * @param type the thing
 */
record SegmentCodes(Code category, Code type) {
  private static final String SCHEME = "SCT";
  private static final Code ANATOMY = sct("123037004", "Anatomical Structure");
  private static final Code TISSUE = sct("85756007", "Tissue");
  private static final Code ABNORMAL = sct("49755003", "Morphologically Altered Structure");
  private static final SegmentCodes UNKNOWN = new SegmentCodes(TISSUE, TISSUE);

  private static final Map<String, SegmentCodes> KNOWN =
      Map.ofEntries(
          organ("aorta", "15825003", "Aorta"),
          organ("artery", "51114001", "Artery"),
          organ("bladder", "89837001", "Urinary bladder"),
          organ("duodenum", "38848004", "Duodenum"),
          organ("esophagus", "32849002", "Esophagus"),
          organ("gallbladder", "28231008", "Gallbladder"),
          organ("kidney", "64033007", "Kidney"),
          organ("kidneys", "64033007", "Kidney"),
          organ("la", "82471001", "Left atrium"),
          organ("left atrium", "82471001", "Left atrium"),
          organ("left kidney", "18639004", "Left kidney"),
          organ("liver", "10200004", "Liver"),
          organ("lv", "87878005", "Left ventricle"),
          organ("myo", "74281007", "Myocardium"),
          organ("myocardium", "74281007", "Myocardium"),
          organ("pancreas", "15776009", "Pancreas"),
          organ("prostate", "41216001", "Prostate"),
          organ("right kidney", "9846003", "Right kidney"),
          organ("rv", "53085002", "Right ventricle"),
          organ("spleen", "78961009", "Spleen"),
          organ("stomach", "69695003", "Stomach"),
          abnormal("lesion", "52988006", "Lesion"),
          abnormal("tumor", "108369006", "Neoplasm"),
          abnormal("tumour", "108369006", "Neoplasm"));

  /** A code and what it means. */
  record Code(String value, String scheme, String meaning) {
    Items items() {
      return new Items()
          .text(0x00080100, "SH", value)
          .text(0x00080102, "SH", scheme)
          .text(0x00080104, "LO", meaning);
    }
  }

  /** The codes of a class; of names that are not known, those of tissue. */
  static SegmentCodes of(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replace('_', ' ').replace('-', ' ').strip();
    return KNOWN.getOrDefault(plain, UNKNOWN);
  }

  private static Map.Entry<String, SegmentCodes> organ(String name, String value, String meaning) {
    return Map.entry(name, new SegmentCodes(ANATOMY, sct(value, meaning)));
  }

  private static Map.Entry<String, SegmentCodes> abnormal(
      String name, String value, String meaning) {
    return Map.entry(name, new SegmentCodes(ABNORMAL, sct(value, meaning)));
  }

  private static Code sct(String value, String meaning) {
    return new Code(value, SCHEME, meaning);
  }
}
