package dev.icl.engine.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.engine.EngineOptions;
import dev.icl.core.ops.CheckedOps;
import dev.icl.core.ops.ConvSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.ops.PoolSpec;
import dev.icl.core.ops.Resize;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;

/** Tests of the places where a graph moves memory from one order of axes into another. */
class TransposeTest {
  private Graph graph;
  private Nodes nodes;
  private Ops ops;

  @BeforeAll
  static void load() {
    TfNativeLibrary.load(EngineOptions.defaults());
  }

  @BeforeEach
  void open() {
    graph = new Graph();
    nodes = new Nodes(graph, "test");
    ops = new CheckedOps(new TfOps(nodes));
  }

  @AfterEach
  void close() {
    graph.close();
  }

  @Test
  void aUnetOfImagesNeedsNone() {
    unet(2, held(Layout.activations(4), 2, 3, 16, 16));

    assertThat(transposes()).isEmpty();
  }

  @Test
  void aUnetOfVolumesNeedsNone() {
    unet(3, held(Layout.activations(5), 1, 2, 8, 8, 8));

    assertThat(transposes()).isEmpty();
  }

  @Test
  void imagesOfOneChannelNeedNoneEither() {
    unet(2, held(Layout.logical(4), 2, 1, 16, 16));

    assertThat(transposes()).isEmpty();
  }

  @Test
  void tokensOfAnImageAreAPlainReshape() {
    Tensor image = held(Layout.activations(4), 2, 3, 4, 5);

    Tensor rows = ops.reshape(ops.transpose(image, 0, 2, 3, 1), Shape.of(2, 20, 3));
    Tensor columns = ops.transpose(ops.reshape(image, Shape.of(2, 3, 20)), 0, 2, 1);

    assertThat(transposes()).isEmpty();
    assertThat(TfTensor.of(rows).layout().isLogical()).isTrue();
    assertThat(TfTensor.of(columns).layout().isLogical()).isTrue();
  }

  @Test
  void aMatrixProductTakesItsOperandsTransposed() {
    Tensor a = held(Layout.logical(3), 2, 3, 4);
    Tensor b = held(Layout.logical(3), 2, 5, 4);

    ops.matmul(a, ops.transpose(b, 0, 2, 1));

    assertThat(transposes()).isEmpty();
  }

  @Test
  void joiningChannelsWithPixelsNeedsOne() {
    Tensor image = held(Layout.activations(4), 2, 3, 4, 5);

    ops.reshape(image, Shape.of(2, 60));

    assertThat(transposes()).hasSize(1);
  }

  /** Down and up once, as every level of the networks does it. */
  private void unet(int rank, Tensor image) {
    Tensor down = block(rank, image, 4);
    Tensor deep = block(rank, ops.maxPool(down, PoolSpec.of(rank, 2)), 8);
    Tensor narrow = conv(rank, deep, 4, 1);
    Shape size = down.shape().spatial();
    Tensor up = ops.resize(narrow, size, Resize.LINEAR_ALIGNED);
    Tensor joined = block(rank, ops.concat(List.of(down, up), 1), 4);
    Tensor logits = conv(rank, joined, 3, 1);
    Tensor classes = ops.oneHot(held(DType.I64, classShape(image)), 3, 1);
    ops.sum(ops.mul(ops.logSoftmax(logits, 1), classes), false);
    ops.argmax(logits, 1);
  }

  private Tensor block(int rank, Tensor x, int channels) {
    Tensor features = conv(rank, x, channels, 3);
    Tensor vector = held(Layout.logical(1), channels);
    Tensor normal =
        ops.batchNorm(features, vector, vector, vector, vector, true, 0.1, 1e-5).output();
    Tensor own = ops.instanceNorm(ops.leakyRelu(normal, 0.01), 1e-5);
    int[] perSample = new int[rank + 2];
    java.util.Arrays.fill(perSample, 1);
    perSample[1] = channels;
    return ops.mul(own, held(Layout.logical(rank + 2), perSample));
  }

  private Tensor conv(int rank, Tensor x, int channels, int kernel) {
    int[] weight = new int[rank + 2];
    java.util.Arrays.fill(weight, kernel);
    weight[0] = channels;
    weight[1] = x.shape().dim(1);
    return ops.conv(
        x,
        held(Layout.weights(rank + 2), weight),
        held(Layout.logical(1), channels),
        ConvSpec.of(rank, 1, kernel / 2));
  }

  private static Shape classShape(Tensor image) {
    List<Integer> sizes = new ArrayList<>(List.of(image.shape().dim(0)));
    for (int size : image.shape().spatial().toArray()) {
      sizes.add(size);
    }
    return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
  }

  private Tensor held(Layout layout, int... sizes) {
    Shape shape = Shape.of(sizes);
    return new TfTensor(
        nodes
            .node("Placeholder")
            .attr("dtype", TfDtypes.of(DType.F32))
            .attr("shape", TfDtypes.shape(layout.physical(shape)))
            .out(),
        shape,
        DType.F32,
        layout);
  }

  private Tensor held(DType dtype, Shape shape) {
    return new TfTensor(
        nodes
            .node("Placeholder")
            .attr("dtype", TfDtypes.of(dtype))
            .attr("shape", TfDtypes.shape(shape.toArray()))
            .out(),
        shape,
        dtype,
        Layout.logical(shape.rank()));
  }

  private List<String> transposes() {
    List<String> names = new ArrayList<>();
    graph
        .operations()
        .forEachRemaining(
            operation -> {
              if (operation.type().equals("Transpose")) {
                names.add(operation.name());
              }
            });
    return names;
  }
}
