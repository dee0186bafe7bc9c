package dev.icl.engine.tensorflow;

import dev.icl.core.engine.Program;
import dev.icl.core.engine.ProgramExporter;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.ops.CheckedOps;
import dev.icl.core.tensor.Tensor;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * TensorFlow's SavedModel: a folder with the program as a graph, its variables as constants in it,
 * under the tag {@code serve} and the signature {@code serving_default}.
 *
 * <p>Inputs of four and more axes have their channels last, {@code [N, H, W, C]}, as is usual in
 * TensorFlow, and so have outputs of as many axes. In others, such as the labels of volumes, the
 * axes have the order that the program gives them.
 */
final class SavedModelExporter implements ProgramExporter {
  static final String FORMAT = "saved-model";

  private static final String SIGNATURE = "serving_default";
  private static final String METHOD = "tensorflow/serving/predict";
  private static final long SCHEMA = 1;

  private final TensorFlowEngine engine;

  @Inject
  SavedModelExporter(TensorFlowEngine engine) {
    this.engine = engine;
  }

  @Override
  public String format() {
    return FORMAT;
  }

  @Override
  public void export(
      Program program, Map<String, Example> inputs, Map<String, String> notes, Path target) {
    SavedModelFolder folder = SavedModelFolder.at(target);
    SignatureDef.Builder signature = SignatureDef.newBuilder().setMethodName(METHOD);
    GraphDef graph = AnyBatch.of(batch -> trace(program, inputs, batch, signature));
    MetaGraphDef.Builder meta = MetaGraphDef.newBuilder().setGraphDef(graph);
    meta.getMetaInfoDefBuilder().addTags("serve").setTensorflowVersion(engine.info().version());
    meta.putSignatureDef(SIGNATURE, signature.build());
    folder.write(
        SavedModel.newBuilder().setSavedModelSchemaVersion(SCHEMA).addMetaGraphs(meta).build(),
        notes);
  }

  private GraphDef trace(
      Program program, Map<String, Example> inputs, int batch, SignatureDef.Builder signature) {
    try (Graph graph = new Graph()) {
      Nodes nodes = new Nodes(graph, "model");
      Arranger arranger = new Arranger(nodes);
      Map<String, Tensor> fed = new LinkedHashMap<>();
      inputs.forEach((name, example) -> fed.put(name, input(nodes, example, batch)));
      fed.forEach((name, value) -> signature.putInputs(name, info(TfTensor.of(value).value())));
      int rank = fed.values().stream().mapToInt(value -> value.shape().rank()).max().orElse(0);
      ConstantScope scope =
          new ConstantScope(nodes, new CheckedOps(new TfOps(nodes)), engine.variables());
      program
          .apply(scope, ProgramInputs.of(fed))
          .forEach(
              (name, value) ->
                  signature.putOutputs(name, info(output(nodes, arranger, value, rank))));
      return graph.toGraphDef();
    }
  }

  private static TfTensor input(Nodes nodes, Example example, int batch) {
    int rank = example.shape().rank() + 1;
    int[] sizes = new int[rank];
    sizes[0] = batch;
    System.arraycopy(example.shape().toArray(), 0, sizes, 1, rank - 1);
    Layout layout = Layout.activations(rank);
    Output<?> feed =
        nodes
            .node("Placeholder")
            .attr("dtype", TfDtypes.of(example.dtype()))
            .attr("shape", TfDtypes.shape(layout.physical(sizes)))
            .out();
    return new TfTensor(feed, dev.icl.core.tensor.Shape.of(sizes), example.dtype(), layout);
  }

  private static Output<?> output(Nodes nodes, Arranger arranger, Tensor value, int imageRank) {
    TfTensor tensor = TfTensor.of(value);
    int rank = tensor.shape().rank();
    Layout layout = rank == imageRank ? Layout.activations(rank) : Layout.logical(rank);
    return nodes.op("Identity", arranger.to(tensor, layout).value());
  }

  private static TensorInfo info(Output<?> value) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    int[] sizes = Nodes.sizes(value);
    for (int i = 0; i < sizes.length; i++) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(i == 0 ? -1 : sizes[i]));
    }
    return TensorInfo.newBuilder()
        .setName(value.op().name() + ":" + value.index())
        .setDtype(value.dataType())
        .setTensorShape(shape)
        .build();
  }
}
