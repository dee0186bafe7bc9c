/**
 * Programs as TorchScript archives, for {@code torch.jit.load} and whatever has libtorch inside:
 * {@link TorchScriptFile}.
 *
 * <p>{@code ScriptOperations} has the expression of each operation, {@code ScriptText} the text of
 * the method and its constants. Only {@code core} and {@code export.program} are known here.
 */
@NullMarked
package dev.icl.export.torchscript;

import org.jspecify.annotations.NullMarked;
