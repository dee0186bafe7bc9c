package dev.icl.modules.method;

import dev.icl.core.settings.Citation;

/** The publications of the methods of this package. */
final class Papers {
  static final Citation ICL =
      arxiv(
          "Zhu, Yang, Liu, Zhang: Inherent Consistent Learning for Accurate Semi-supervised Medical Image Segmentation. MIDL 2023.",
          "2303.14175");
  static final Citation MEAN_TEACHER =
      arxiv(
          "Tarvainen, Valpola: Mean teachers are better role models: Weight-averaged consistency targets improve semi-supervised deep learning results. NeurIPS 2017.",
          "1703.01780");
  static final Citation UNCERTAINTY_AWARE =
      arxiv(
          "Yu, Wang, Li, Fu, Heng: Uncertainty-aware Self-ensembling Model for Semi-supervised 3D Left Atrium Segmentation. MICCAI 2019.",
          "1907.07034");
  static final Citation CROSS_PSEUDO =
      arxiv(
          "Chen, Yuan, Zeng, Wang: Semi-Supervised Semantic Segmentation with Cross Pseudo Supervision. CVPR 2021.",
          "2106.01226");
  static final Citation ENTROPY =
      arxiv(
          "Vu, Jain, Bucher, Cord, Pérez: ADVENT: Adversarial Entropy Minimization for Domain Adaptation in Semantic Segmentation. CVPR 2019.",
          "1811.12833");
  static final Citation INTERPOLATION =
      arxiv(
          "Verma, Lamb, Kannala, Bengio, Lopez-Paz: Interpolation Consistency Training for Semi-Supervised Learning. IJCAI 2019.",
          "1903.03825");
  static final Citation COPY_PASTE =
      arxiv(
          "Bai, Chen, Li, Shen, Wang: Bidirectional Copy-Paste for Semi-Supervised Medical Image Segmentation. CVPR 2023.",
          "2305.00673");
  static final Citation UNIMATCH =
      arxiv(
          "Yang, Qi, Feng, Zhang, Shi: Revisiting Weak-to-Strong Consistency in Semi-Supervised Semantic Segmentation. CVPR 2023.",
          "2208.09910");
  static final Citation FIXMATCH =
      arxiv(
          "Sohn et al.: FixMatch: Simplifying Semi-Supervised Learning with Consistency and Confidence. NeurIPS 2020.",
          "2001.07685");
  static final Citation ALTERNATING =
      arxiv(
          "Zhao, Wang, Wang, Yu, Yuan, Zhou: Alternate Diverse Teaching for Semi-supervised Medical Image Segmentation. ECCV 2024.",
          "2311.17325");

  private Papers() {}

  private static Citation arxiv(String text, String number) {
    return Citation.byUrl(text, "https://arxiv.org/abs/" + number);
  }
}
