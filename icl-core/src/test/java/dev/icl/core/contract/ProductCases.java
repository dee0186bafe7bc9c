package dev.icl.core.contract;

import static dev.icl.core.contract.Values.random;

import java.util.List;

/** Matrix products. */
final class ProductCases {
  private ProductCases() {}

  static List<OpCase> all() {
    return List.of(
        matmul("matmul", new int[] {3, 5}, new int[] {5, 2}),
        matmul("matmul of batches", new int[] {2, 3, 5}, new int[] {2, 5, 2}),
        matmul("matmul of heads", new int[] {2, 2, 3, 4}, new int[] {2, 2, 4, 3}),
        matmul("matmul with a shared right side", new int[] {2, 3, 5}, new int[] {5, 2}).edge(),
        matmul("matmul with a shared left side", new int[] {3, 5}, new int[] {4, 5, 1}).edge(),
        matmul("matmul of stretched batches", new int[] {2, 1, 3, 2}, new int[] {3, 2, 2}).edge(),
        matmul("matmul of single numbers", new int[] {1, 1}, new int[] {1, 1}).edge(),
        OpCase.of(
                "matmul with a transposed operand",
                (ops, t) -> ops.matmul(t.get("a"), ops.transpose(t.get("b"), 0, 2, 1)))
            .operand("a", random("a", 2, 3, 4))
            .operand("b", random("b", 2, 5, 4)),
        OpCase.of("matmul of a tensor with itself", (ops, t) -> ops.matmul(t.get("a"), t.get("a")))
            .operand("a", random("a", 3, 3))
            .edge(),
        linear("linear", 3, 4, 5),
        linear("linear of tokens", 3, 2, 3, 4),
        linear("linear of windows", 2, 2, 2, 3, 3).edge(),
        linear("linear of one vector", 3, 4).edge(),
        linear("linear to one feature", 1, 3, 4).edge(),
        OpCase.of("linear without bias", (ops, t) -> ops.linear(t.get("x"), t.get("w"), null))
            .operand("x", random("x", 2, 3, 4))
            .operand("w", random("w", 5, 4)));
  }

  private static OpCase matmul(String label, int[] a, int[] b) {
    return OpCase.of(label, (ops, t) -> ops.matmul(t.get("a"), t.get("b")))
        .operand("a", random("a", a))
        .operand("b", random("b", b));
  }

  private static OpCase linear(String label, int out, int... x) {
    return OpCase.of(label, (ops, t) -> ops.linear(t.get("x"), t.get("w"), t.get("b")))
        .operand("x", random("x", x))
        .operand("w", random("w", out, x[x.length - 1]))
        .operand("b", random("b", out));
  }
}
