package dev.icl.bench.conformance;

import dev.icl.core.error.UserException;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.network.SwinUNet2d;
import dev.icl.modules.network.SwinUNet2dProvider;
import dev.icl.modules.network.SwinUNetR3d;
import dev.icl.modules.network.SwinUNetR3dProvider;
import dev.icl.modules.network.UNet2d;
import dev.icl.modules.network.UNet2dProvider;
import dev.icl.modules.network.UNet2dSettings;
import dev.icl.modules.network.UNet3d;
import dev.icl.modules.network.UNet3dProvider;
import dev.icl.modules.network.VNet;
import dev.icl.modules.network.VNetProvider;
import dev.icl.modules.network.VolumeSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A network that fixtures can be of.
 *
 * @param name of the network
 * @param first its first weight, by which a fixture of it is told
 * @param last the weight of the layer that gives class scores
 * @param rank spatial axes
 * @param maker makes the network without dropout, with sizes from the shapes of a fixture's weights
 * @param gradientTolerance relative, of gradients in float32
 */
record FixtureNetwork(
    String name,
    String first,
    String last,
    int rank,
    BiFunction<Fixture, ImageSpec, SegmentationNetwork> maker,
    double gradientTolerance) {
  private static final double GRADIENTS = 1e-4;

  /**
   * Somewhere among the many leaky ReLUs of the network one flips in any float32 run; PyTorch's own
   * gradients are off by up to 1.1e-3.
   */
  private static final double GRADIENTS_OF_MANY_KINKS = 5e-3;

  private static final List<FixtureNetwork> KNOWN =
      List.of(
          new FixtureNetwork(
              UNet2d.NAME,
              "encoder.in_conv.conv_conv.0.weight",
              "decoder.out_conv.weight",
              2,
              (fixture, image) -> {
                List<Integer> channels = channels2d(fixture);
                List<Double> dropout = Collections.nCopies(channels.size(), 0.0);
                return new UNet2dProvider().create(new UNet2dSettings(channels, dropout), image);
              },
              GRADIENTS),
          new FixtureNetwork(
              UNet3d.NAME,
              "conv1.conv1.0.weight",
              "final.weight",
              3,
              (fixture, image) ->
                  new UNet3dProvider()
                      .create(
                          undropped(
                              Stream.of("conv1", "conv2", "conv3", "conv4", "center")
                                  .map(block -> fixture.width(block + ".conv1.0.weight"))
                                  .toList()),
                          image),
              GRADIENTS),
          new FixtureNetwork(
              VNet.NAME,
              "block_one.conv.0.weight",
              "out_conv.weight",
              3,
              (fixture, image) ->
                  new VNetProvider()
                      .create(
                          undropped(
                              Stream.of("one", "two", "three", "four", "five")
                                  .map(block -> fixture.width("block_" + block + ".conv.0.weight"))
                                  .toList()),
                          image),
              GRADIENTS),
          new FixtureNetwork(
              SwinUNet2d.NAME,
              SwinFixtures.IMAGES + "patch_embed.proj.weight",
              SwinFixtures.IMAGES + "output.weight",
              2,
              (fixture, image) ->
                  new SwinUNet2dProvider().create(SwinFixtures.images(fixture), image),
              GRADIENTS),
          new FixtureNetwork(
              SwinUNetR3d.NAME,
              SwinFixtures.VOLUMES + "patch_embed.proj.weight",
              "out.conv.conv.weight",
              3,
              (fixture, image) ->
                  new SwinUNetR3dProvider().create(SwinFixtures.volumes(fixture), image),
              GRADIENTS_OF_MANY_KINKS));

  /**
   * The network that a fixture is of.
   *
   * @throws UserException if there is none
   */
  static FixtureNetwork of(Fixture fixture) {
    return KNOWN.stream()
        .filter(network -> fixture.containsParameter(network.first()))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "%s is not a fixture of a network that this release has: it holds none of the parameters %s; name another."
                        .formatted(
                            fixture.path(),
                            KNOWN.stream()
                                .map(
                                    network ->
                                        "'%s' (%s)".formatted(network.first(), network.name()))
                                .collect(Collectors.joining(", ")))));
  }

  /**
   * The network without dropout.
   *
   * @param inputChannels channels of the fixture's images
   * @param patch their sizes
   * @throws UserException if the fixture is incomplete
   */
  SegmentationNetwork create(Fixture fixture, int inputChannels, List<Integer> patch) {
    return maker.apply(fixture, new ImageSpec(inputChannels, fixture.width(last), patch));
  }

  /**
   * The parameters whose gradients are hardly more than rounding, and compared as if they were
   * zero: the convolution of one channel in front of an instance norm, which takes its scale away
   * but for an epsilon.
   */
  Set<String> vanishing(Fixture fixture) {
    String shortcut = "encoder1.layer.conv3.conv.weight";
    boolean one =
        fixture.containsParameter(shortcut) && fixture.parameterShape(shortcut).dim(1) == 1;
    return one ? Set.of(shortcut) : Set.of();
  }

  private static VolumeSettings undropped(List<Integer> channels) {
    return new VolumeSettings(channels, List.of(0.0, 0.0));
  }

  private static List<Integer> channels2d(Fixture fixture) {
    List<Integer> channels = new ArrayList<>();
    channels.add(fixture.width("encoder.in_conv.conv_conv.0.weight"));
    while (fixture.containsParameter(down(channels.size()))) {
      channels.add(fixture.width(down(channels.size())));
    }
    if (channels.size() < 3) {
      throw new UserException(
          "%s is not a complete fixture: it holds no parameter '%s'; make it anew."
              .formatted(fixture.path(), down(channels.size())));
    }
    return channels;
  }

  private static String down(int level) {
    return "encoder.down" + level + ".maxpool_conv.1.conv_conv.0.weight";
  }
}
