package dev.icl.modules.method;

import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.NetworkOutput;
import dev.icl.modules.proxy.ProxyOutput;
import java.util.List;
import java.util.Optional;

/**
 * The results of one ICL step.
 *
 * @param labeled the backbone on labelled images
 * @param unlabeled the backbone on unlabelled images; no gradient flows through its logits, unless
 *     the method learns from them too; empty where no loss needs them
 * @param sspaLabeled SSPA's maps and updated queries on labelled images
 * @param sspaUnlabeled SSPA's maps of unlabelled images, deep to shallow; constants; empty without
 *     the consistency loss
 * @param usclUnlabeled USCL's maps of unlabelled images, deep to shallow; empty where no loss needs
 *     them
 * @param losses the objective's terms
 */
public record IclOutputs(
    NetworkOutput labeled,
    Optional<NetworkOutput> unlabeled,
    ProxyOutput sspaLabeled,
    List<Tensor> sspaUnlabeled,
    List<Tensor> usclUnlabeled,
    IclLosses losses) {}
