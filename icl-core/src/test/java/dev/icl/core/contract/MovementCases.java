package dev.icl.core.contract;

import static dev.icl.core.contract.Values.classes;
import static dev.icl.core.contract.Values.flags;
import static dev.icl.core.contract.Values.random;

import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Operations that move elements. */
final class MovementCases {
  private MovementCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    cases.addAll(shaping());
    cases.addAll(joining());
    cases.addAll(bordering());
    cases.addAll(rolling());
    cases.addAll(picking());
    return cases;
  }

  private static OpCase moved(String label, HostTensor x, OpCase.Body body) {
    return x.dtype().isFloating()
        ? OpCase.of(label, body).operand("x", x)
        : OpCase.of(label, body).input("x", x);
  }

  private static List<OpCase> shaping() {
    HostTensor image = random("x", 2, 3, 2, 5);
    HostTensor volume = random("x", 1, 2, 3, 2, 2);
    return List.of(
        moved("reshape", image, (ops, t) -> ops.reshape(t.get("x"), Shape.of(6, 10))),
        moved(
            "reshape of channels into heads",
            image,
            (ops, t) -> ops.reshape(t.get("x"), Shape.of(2, 1, 3, 5, 2))),
        moved("reshape of a volume", volume, (ops, t) -> ops.reshape(t.get("x"), Shape.of(24)))
            .edge(),
        moved(
                "reshape to a scalar",
                random("x", 1, 1),
                (ops, t) -> ops.reshape(t.get("x"), Shape.scalar()))
            .edge(),
        moved(
                "reshape of int64",
                classes(5, 2, 6),
                (ops, t) -> ops.reshape(t.get("x"), Shape.of(3, 4)))
            .edge(),
        moved("transpose", image, (ops, t) -> ops.transpose(t.get("x"), 0, 2, 3, 1)),
        moved("transpose back", image, (ops, t) -> ops.transpose(t.get("x"), 0, 3, 1, 2)),
        moved(
            "transpose then reshape",
            image,
            (ops, t) -> ops.reshape(ops.transpose(t.get("x"), 0, 2, 3, 1), Shape.of(2, 10, 3))),
        moved("transpose of a volume", volume, (ops, t) -> ops.transpose(t.get("x"), 4, 0, 3, 1, 2))
            .edge(),
        moved(
                "transpose by negative axes",
                random("x", 3, 5),
                (ops, t) -> ops.transpose(t.get("x"), -1, -2))
            .edge(),
        moved("transpose of int64", classes(5, 3, 4), (ops, t) -> ops.transpose(t.get("x"), 1, 0))
            .edge(),
        moved(
            "broadcastTo",
            random("x", 3, 1),
            (ops, t) -> ops.broadcastTo(t.get("x"), Shape.of(3, 5))),
        moved(
                "broadcastTo more axes",
                random("x", 2, 1, 1),
                (ops, t) -> ops.broadcastTo(t.get("x"), Shape.of(3, 2, 2, 3)))
            .edge(),
        moved(
                "broadcastTo from a scalar",
                random("x"),
                (ops, t) -> ops.broadcastTo(t.get("x"), Shape.of(2, 3)))
            .edge(),
        moved(
                "broadcastTo of bool",
                flags("x", 3, 1),
                (ops, t) -> ops.broadcastTo(t.get("x"), Shape.of(3, 4)))
            .edge());
  }

  private static List<OpCase> joining() {
    return List.of(
        OpCase.of("concat of channels", (ops, t) -> ops.concat(List.of(t.get("a"), t.get("b")), 1))
            .operand("a", random("a", 2, 1, 3, 3))
            .operand("b", random("b", 2, 2, 3, 3)),
        OpCase.of(
                "concat of channels of volumes",
                (ops, t) -> ops.concat(List.of(t.get("a"), t.get("b")), 1))
            .operand("a", random("a", 1, 1, 2, 3, 2))
            .operand("b", random("b", 1, 3, 2, 3, 2)),
        OpCase.of(
                "concat along the last axis, one part twice",
                (ops, t) -> ops.concat(List.of(t.get("a"), t.get("b"), t.get("a")), -1))
            .operand("a", random("a", 3, 1))
            .operand("b", random("b", 3, 4))
            .edge(),
        OpCase.of("concat of one part", (ops, t) -> ops.concat(List.of(t.get("a")), 0))
            .operand("a", random("a", 2, 3))
            .edge(),
        OpCase.of("concat of int64", (ops, t) -> ops.concat(List.of(t.get("a"), t.get("b")), 0))
            .input("a", classes(5, 2, 3))
            .input("b", classes(5, 4, 3))
            .edge(),
        moved(
            "slice",
            random("x", 2, 3, 4, 5),
            (ops, t) -> ops.slice(t.get("x"), new int[] {0, 1, 1, 2}, Shape.of(2, 2, 3, 2))),
        moved(
            "slice of a volume",
            random("x", 2, 2, 3, 3, 2),
            (ops, t) -> ops.slice(t.get("x"), new int[] {1, 0, 1, 0, 1}, Shape.of(1, 2, 2, 3, 1))),
        moved(
                "slice of everything",
                random("x", 2, 3),
                (ops, t) -> ops.slice(t.get("x"), new int[] {0, 0}, Shape.of(2, 3)))
            .edge(),
        moved(
                "slice of one element",
                random("x", 7),
                (ops, t) -> ops.slice(t.get("x"), new int[] {6}, Shape.of(1)))
            .edge(),
        moved(
                "slice of int64",
                classes(9, 3, 5),
                (ops, t) -> ops.slice(t.get("x"), new int[] {1, 2}, Shape.of(2, 3)))
            .edge());
  }

  private static List<OpCase> bordering() {
    return List.of(
        moved(
            "pad of spatial axes",
            random("x", 1, 2, 3, 3),
            (ops, t) -> ops.pad(t.get("x"), new int[] {0, 0, 1, 0}, new int[] {0, 0, 0, 2}, 0)),
        moved(
            "pad of a volume",
            random("x", 1, 1, 2, 3, 2),
            (ops, t) ->
                ops.pad(t.get("x"), new int[] {0, 0, 1, 0, 2}, new int[] {0, 0, 0, 1, 1}, 0)),
        moved(
                "pad of every axis with a value",
                random("x", 2, 3),
                (ops, t) -> ops.pad(t.get("x"), new int[] {1, 2}, new int[] {3, 0}, -1.5))
            .edge(),
        OpCase.of(
                "pad with minus infinity",
                (ops, t) ->
                    ops.pad(
                        t.get("x"), new int[] {0, 1}, new int[] {0, 1}, Double.NEGATIVE_INFINITY))
            .input("x", random("x", 2, 3))
            .edge(),
        moved(
                "pad by nothing",
                random("x", 2, 3),
                (ops, t) -> ops.pad(t.get("x"), new int[] {0, 0}, new int[] {0, 0}, 9))
            .edge(),
        moved(
                "pad of int64",
                classes(4, 2, 3),
                (ops, t) -> ops.pad(t.get("x"), new int[] {0, 1}, new int[] {1, 1}, 7))
            .edge());
  }

  private static List<OpCase> rolling() {
    return List.of(
        moved(
            "roll of windows",
            random("x", 1, 4, 5, 2),
            (ops, t) -> ops.roll(t.get("x"), new int[] {-1, -2}, new int[] {1, 2})),
        moved(
            "roll of windows of a volume",
            random("x", 1, 3, 2, 4, 2),
            (ops, t) -> ops.roll(t.get("x"), new int[] {1, 1, 3}, new int[] {1, 2, 3})),
        moved(
                "roll further than the axis",
                random("x", 3, 4),
                (ops, t) -> ops.roll(t.get("x"), new int[] {9}, new int[] {-1}))
            .edge(),
        moved(
                "roll by nothing",
                random("x", 3, 4),
                (ops, t) -> ops.roll(t.get("x"), new int[] {0}, new int[] {0}))
            .edge());
  }

  private static List<OpCase> picking() {
    HostTensor repeated = HostTensor.of(Shape.of(5), 2L, 0L, 2L, 1L, 2L);
    HostTensor single = HostTensor.of(Shape.of(1), 3L);
    return List.of(
        OpCase.of("gather with repeated indices", (ops, t) -> ops.gather(t.get("x"), t.get("i"), 0))
            .operand("x", random("x", 3, 4))
            .input("i", repeated),
        OpCase.of("gather of columns", (ops, t) -> ops.gather(t.get("x"), t.get("i"), -1))
            .operand("x", random("x", 2, 3, 4))
            .input("i", repeated)
            .edge(),
        OpCase.of("gather of one slice", (ops, t) -> ops.gather(t.get("x"), t.get("i"), 1))
            .operand("x", random("x", 2, 4, 3))
            .input("i", single)
            .edge(),
        OpCase.of("gather of int64", (ops, t) -> ops.gather(t.get("x"), t.get("i"), 0))
            .input("x", classes(9, 3, 2))
            .input("i", repeated)
            .edge(),
        OpCase.of("oneHot of a label map", (ops, t) -> ops.oneHot(t.get("x"), 4, 1))
            .input("x", classes(4, 2, 3, 5)),
        OpCase.of("oneHot of a label volume", (ops, t) -> ops.oneHot(t.get("x"), 3, 1))
            .input("x", classes(3, 1, 2, 3, 2))
            .edge(),
        OpCase.of("oneHot with the classes last", (ops, t) -> ops.oneHot(t.get("x"), 5, -1))
            .input("x", classes(5, 3, 2))
            .edge(),
        OpCase.of("oneHot of a scalar", (ops, t) -> ops.oneHot(t.get("x"), 3, 0))
            .input("x", HostTensor.of(Shape.scalar(), 2L))
            .edge());
  }
}
