package dev.icl.bench.conformance;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.modules.network.SwinSettings;
import dev.icl.modules.network.SwinVolumeSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** The settings of Swin networks, without stochastic depth, from the shapes of their weights. */
final class SwinFixtures {
  static final String IMAGES = "swin_unet.";
  static final String VOLUMES = "swinViT.";

  private static final String TABLE = ".attn.relative_position_bias_table";

  private SwinFixtures() {}

  /**
   * Those of the network for images.
   *
   * @throws UserException if the fixture is incomplete
   */
  static SwinSettings images(Fixture fixture) {
    return settings(fixture, IMAGES, stage -> IMAGES + "layers." + stage, 2);
  }

  /**
   * Those of the network for volumes.
   *
   * @throws UserException if the fixture is incomplete
   */
  static SwinVolumeSettings volumes(Fixture fixture) {
    SwinSettings swin =
        settings(fixture, VOLUMES, stage -> VOLUMES + "layers" + (stage + 1) + ".0", 3);
    return new SwinVolumeSettings(swin, fixture.text("merging", "monai"));
  }

  private static SwinSettings settings(
      Fixture fixture, String prefix, IntFunction<String> stages, int rank) {
    List<Integer> depths = new ArrayList<>();
    List<Integer> heads = new ArrayList<>();
    int window = window(fixture, table(stages.apply(0), 0), rank);
    while (fixture.containsParameter(table(stages.apply(depths.size()), 0))) {
      String stage = stages.apply(depths.size());
      heads.add(shape(fixture, table(stage, 0)).dim(1));
      int blocks = 1;
      while (fixture.containsParameter(table(stage, blocks))) {
        blocks++;
      }
      depths.add(blocks);
    }
    int embedding = fixture.width(prefix + "patch_embed.proj.weight");
    return new SwinSettings(embedding, depths, heads, window, 0);
  }

  private static String table(String stage, int block) {
    return stage + ".blocks." + block + TABLE;
  }

  /** The size of the windows for whose differences of places there is a row each. */
  private static int window(Fixture fixture, String table, int rank) {
    int rows = shape(fixture, table).dim(0);
    int window = 1;
    while (Math.pow(2.0 * window - 1, rank) < rows) {
      window++;
    }
    if (Math.pow(2.0 * window - 1, rank) != rows) {
      throw new UserException(
          "%s: parameter '%s' has %d rows, which no window makes; make the fixture anew."
              .formatted(fixture.path(), table, rows));
    }
    return window;
  }

  private static Shape shape(Fixture fixture, String table) {
    Shape shape = fixture.requiredShape(table);
    if (shape.rank() != 2 || shape.numel() == 0) {
      throw new UserException(
          "%s: parameter '%s' has the shape %s, which no layer has; make the fixture anew."
              .formatted(fixture.path(), table, shape));
    }
    return shape;
  }
}
