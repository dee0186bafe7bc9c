package dev.icl.engine.pytorch;

/**
 * The updates of all parameters as methods of one TorchScript module: {@code sgd} and {@code adamw}
 * on lists, {@code sgd_product} and {@code adamw_product} on one matrix whose gradient is a
 * product, and what stands between gradients and update.
 *
 * <p>The products return what hangs on their lists: TorchScript drops calls whose only effect is on
 * the contents of a list that was made in the script and that nothing reads. All blocks of a
 * product go to the same memory, which stays in the cache. Where each thread gets 16 rows or more
 * it makes a part by itself; the threads of one product wait for each other.
 */
final class OptimizerScripts {
  private static final String LISTS =
      """
        def sgd(self: __torch__.M, p: List[Tensor], g: List[Tensor], m: List[Tensor], \
      lr: float, momentum: float, decay: float) -> int:
          torch._fused_sgd_(p, g, m, weight_decay=decay, momentum=momentum, lr=lr, \
      dampening=0., nesterov=False, maximize=False, is_first_step=False)
          return 0
        def adamw(self: __torch__.M, p: List[Tensor], g: List[Tensor], m: List[Tensor], \
      v: List[Tensor], t: List[Tensor], lr: float, beta1: float, beta2: float, \
      eps: float, decay: float) -> int:
          torch._foreach_add_(t, 1)
          torch._fused_adamw_(p, g, m, v, annotate(List[Tensor], []), t, lr=lr, \
      beta1=beta1, beta2=beta2, weight_decay=decay, eps=eps, amsgrad=False, maximize=False)
          return 0
        def norms(self: __torch__.M, g: List[Tensor]) -> List[Tensor]:
          return torch._foreach_norm(g)
        def scale(self: __torch__.M, g: List[Tensor], factor: float) -> int:
          torch._foreach_mul_(g, factor)
          return 0
        def finite(self: __torch__.M, x: List[Tensor]) -> int:
          n = 0
          for t in x:
            if not bool(torch.all(torch.isfinite(t))):
              n += 1
          return n
      """;

  private static final String SGD_PRODUCT =
      """
        def sgd_product(self: __torch__.M, p: Tensor, g: Tensor, x: Tensor, m: Tensor, \
      lr: float, momentum: float, decay: float, parts: int) -> int:
      """;

  private static final String SGD_BLOCK =
      """
            torch._fused_sgd_(pi, gi, mi, weight_decay=decay, momentum=momentum, lr=lr, \
      dampening=0., nesterov=False, maximize=False, is_first_step=False)
      """;

  private static final String ADAMW_PRODUCT =
      """
        def adamw_product(self: __torch__.M, p: Tensor, g: Tensor, x: Tensor, m: Tensor, \
      v: Tensor, t: Tensor, lr: float, beta1: float, beta2: float, \
      eps: float, decay: float, parts: int) -> int:
          torch.add_(t, 1)
      """;

  private static final String ADAMW_BLOCK =
      """
            vi = [torch.narrow(v, 0, i * size, n)]
            torch._fused_adamw_(pi, gi, mi, vi, annotate(List[Tensor], []), [t], lr=lr, \
      beta1=beta1, beta2=beta2, weight_decay=decay, eps=eps, amsgrad=False, maximize=False)
      """;

  private static final String BLOCKS =
      """
          rows = torch.size(p, 0)
          columns = torch.size(p, 1)
          batch = torch.size(x, 0)
          done = 0
          size = max(16, 524288 // columns)
          if size // parts < 16:
            parts = 1
          size = size // parts * parts
          xs = torch.expand(torch.unsqueeze(x, 0), [parts, batch, columns])
          block = torch.empty_like(torch.narrow(p, 0, 0, min(size, rows)))
          for i in range((rows + size - 1) // size):
            n = min(size, rows - i * size)
            pi = [torch.narrow(p, 0, i * size, n)]
            gi = [torch.narrow(block, 0, 0, n)]
            gt = torch.t(torch.narrow(g, 1, i * size, n))
            if parts > 1 and n % parts == 0:
              each = n // parts
              torch.bmm(torch.reshape(gt, [parts, each, batch]), xs, \
      out=torch.view(gi[0], [parts, each, columns]))
            else:
              torch.mm(gt, x, out=gi[0])
            mi = [torch.narrow(m, 0, i * size, n)]
      """;

  private static final String COUNTED =
      """
            done = done + torch.numel(pi[0])
          return done
      """;

  /** The methods' source. */
  static final String SOURCE =
      LISTS
          + (SGD_PRODUCT + BLOCKS + SGD_BLOCK + COUNTED)
          + (ADAMW_PRODUCT + BLOCKS + ADAMW_BLOCK + COUNTED);

  private OptimizerScripts() {}
}
