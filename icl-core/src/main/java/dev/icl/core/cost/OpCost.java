package dev.icl.core.cost;

/**
 * The cost of all calls of one operation in a program.
 *
 * @param calls the number of calls
 * @param forwardFlops floating-point operations of the calls
 * @param backwardFlops floating-point operations of their gradients; 0 without an objective
 * @param activationBytes bytes of the results
 */
public record OpCost(long calls, long forwardFlops, long backwardFlops, long activationBytes) {
  OpCost plus(OpCost other) {
    return new OpCost(
        calls + other.calls,
        Math.addExact(forwardFlops, other.forwardFlops),
        Math.addExact(backwardFlops, other.backwardFlops),
        Math.addExact(activationBytes, other.activationBytes));
  }
}
