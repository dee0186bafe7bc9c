package dev.icl.modules.method;

import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.NetworkOutput;
import dev.icl.modules.proxy.ProxyOutput;
import java.util.List;

/**
 * Everything one ICL step computes.
 *
 * @param labeled the backbone on labelled images
 * @param unlabeled the backbone on unlabelled images; no gradient flows through its logits
 * @param sspaLabeled SSPA's maps and updated queries on labelled images
 * @param sspaUnlabeled SSPA's maps of unlabelled images, deep to shallow; constants
 * @param usclUnlabeled USCL's maps of unlabelled images, deep to shallow
 * @param losses the objective's terms
 */
public record IclOutputs(
    NetworkOutput labeled,
    NetworkOutput unlabeled,
    ProxyOutput sspaLabeled,
    List<Tensor> sspaUnlabeled,
    List<Tensor> usclUnlabeled,
    IclLosses losses) {}
