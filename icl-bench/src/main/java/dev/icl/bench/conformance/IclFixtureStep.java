package dev.icl.bench.conformance;

import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.method.Icl;
import dev.icl.modules.method.IclLosses;
import dev.icl.modules.method.IclOutputs;
import dev.icl.modules.method.IclSettings;
import dev.icl.modules.method.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A step of ICL.
 *
 * @param method ICL on the fixture's network
 * @param settings that it was made with
 */
record IclFixtureStep(Icl method, IclSettings settings) implements FixtureStep {
  @Override
  public Map<String, Tensor> outputs(Scope scope, ProgramInputs inputs) {
    IclOutputs step = method.step().forward(scope, inputs);
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put("out/logits_lab", step.labeled().logits());
    outputs.put("out/logits_unlab", step.unlabeled().orElseThrow().logits());
    put(outputs, "out/feats_lab/", step.labeled().features());
    put(outputs, "out/sspa_lab/", step.sspaLabeled().maps());
    put(outputs, "out/updated_q/", step.sspaLabeled().queries());
    put(outputs, "out/sspa_unlab/", step.sspaUnlabeled());
    put(outputs, "out/uscl_unlab/", step.usclUnlabeled());
    IclLosses losses = step.losses();
    outputs.put(Method.OBJECTIVE, losses.total());
    outputs.put("loss/total", losses.total());
    losses.terms().forEach((name, term) -> outputs.put("loss/" + name, term));
    return outputs;
  }

  /**
   * The sizes of the deepest feature.
   *
   * @param images {@code [N, C, spatial]}
   */
  Shape firstMap(Shape images) {
    List<Integer> sizes = images.spatial().toList();
    return method.network().features().get(0).sizes(sizes);
  }

  private static void put(Map<String, Tensor> outputs, String prefix, List<Tensor> scales) {
    for (int i = 0; i < scales.size(); i++) {
      outputs.put(prefix + i, scales.get(i));
    }
  }
}
