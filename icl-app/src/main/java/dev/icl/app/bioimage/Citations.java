package dev.icl.app.bioimage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The publications that a model rests on, as entries of the field {@code cite}. */
final class Citations {
  private static final Map<String, Map<String, Object>> NETWORKS =
      Map.of(
          "unet2d",
          byDoi(
              "Ronneberger, Fischer, Brox: U-Net: Convolutional Networks for Biomedical Image Segmentation. MICCAI 2015.",
              "10.1007/978-3-319-24574-4_28"),
          "unet3d",
          byDoi(
              "Çiçek, Abdulkadir, Lienkamp, Brox, Ronneberger: 3D U-Net: Learning Dense Volumetric Segmentation from Sparse Annotation. MICCAI 2016.",
              "10.1007/978-3-319-46723-8_49"),
          "vnet",
          byDoi(
              "Milletari, Navab, Ahmadi: V-Net: Fully Convolutional Neural Networks for Volumetric Medical Image Segmentation. 3DV 2016.",
              "10.1109/3DV.2016.79"),
          "unet",
          byDoi(
              "Isensee, Jaeger, Kohl, Petersen, Maier-Hein: nnU-Net: a self-configuring method for deep learning-based biomedical image segmentation. Nature Methods 18, 2021.",
              "10.1038/s41592-020-01008-z"),
          "swinunet2d",
          byDoi(
              "Cao et al.: Swin-Unet: Unet-like Pure Transformer for Medical Image Segmentation. ECCV 2022 Workshops.",
              "10.1007/978-3-031-25066-8_9"),
          "swinunetr3d",
          byDoi(
              "Hatamizadeh et al.: Swin UNETR: Swin Transformers for Semantic Segmentation of Brain Tumors in MRI Images. BrainLes 2021.",
              "10.1007/978-3-031-08999-2_22"));

  private static final Map<String, Object> ICL =
      Map.of(
          "text",
          "Zhu, Yang, Liu, Zhang: Inherent Consistent Learning for Accurate Semi-supervised Medical Image Segmentation. MIDL 2023.",
          "url",
          "https://arxiv.org/abs/2303.14175");

  private Citations() {}

  /**
   * The entries for a model: of its method, where that is ICL, and of its network, where that is
   * one of those that come with this program.
   *
   * @param method by which it was trained
   * @param network the network's name
   */
  static List<Map<String, Object>> of(String method, String network) {
    List<Map<String, Object>> cited = new ArrayList<>();
    if (method.startsWith("icl")) {
      cited.add(ICL);
    }
    Optional.ofNullable(NETWORKS.get(network)).ifPresent(cited::add);
    return List.copyOf(cited);
  }

  private static Map<String, Object> byDoi(String text, String doi) {
    return Map.of("text", text, "doi", doi);
  }
}
