package dev.icl.app.run;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineInfo;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.Variables;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * An exported network in the place of the engine that segments with it: whatever the program, its
 * outputs are those of the file.
 *
 * @param file gives labels and logits of images
 */
record ExportedEngine(Function<HostTensor, Map<String, HostTensor>> file) implements Engine {
  @Override
  public CompiledProgram compile(Program program, Compilation compilation) {
    return new CompiledProgram() {
      @Override
      public Map<String, HostTensor> run(List<Map<String, HostTensor>> parts, RandomKey key) {
        Map<String, HostTensor> found = file.apply(parts.get(0).get(ModelExport.IMAGES));
        return Map.of(
            "labels",
            found.get(ModelExport.LABELS),
            "scores",
            softmax(found.get(ModelExport.LOGITS)));
      }

      @Override
      public void close() {
        // the file stays
      }
    };
  }

  private static HostTensor softmax(HostTensor logits) {
    Shape shape = logits.shape();
    int classes = shape.dim(1);
    int voxels = Math.toIntExact(shape.spatial().numel());
    double[] scores = new double[logits.size()];
    for (int first = 0; first < logits.size(); first += classes * voxels) {
      for (int at = first; at < first + voxels; at++) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = at; i < first + classes * voxels; i += voxels) {
          highest = Math.max(highest, logits.get(i));
        }
        double sum = 0;
        for (int i = at; i < first + classes * voxels; i += voxels) {
          scores[i] = Math.exp(logits.get(i) - highest);
          sum += scores[i];
        }
        for (int i = at; i < first + classes * voxels; i += voxels) {
          scores[i] /= sum;
        }
      }
    }
    return HostTensor.fill(DType.F32, shape, i -> scores[(int) i]);
  }

  @Override
  public EngineInfo info() {
    throw new UnsupportedOperationException("a file");
  }

  @Override
  public Variables variables() {
    throw new UnsupportedOperationException("a file");
  }

  @Override
  public long liveArrays() {
    return 0;
  }

  @Override
  public void close() {
    // the file stays
  }
}
