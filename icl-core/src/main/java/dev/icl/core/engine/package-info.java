/**
 * The interface between programs and engines.
 *
 * <p>A {@link Program} is a function of a {@link Scope}: it reads variables, calls operations and
 * returns named outputs. An {@link Engine} holds the variables and turns a program into a {@link
 * CompiledProgram} according to a {@link Compilation}: with or without gradients, with or without
 * an optimiser. An {@link EnginePlugin} makes an engine known; plug-ins are found with {@link
 * java.util.ServiceLoader}. Rules that all engines share are in {@link EngineRules}, and {@link
 * SharedEngine} lets several threads use one engine.
 *
 * <p>The package may use {@code core.ops}, {@code core.optim}, {@code core.random}, {@code
 * core.tensor} and {@code core.error}; networks, methods and data are unknown to it. Start with
 * {@link Engine}, then {@link Scope}.
 */
@NullMarked
package dev.icl.core.engine;

import org.jspecify.annotations.NullMarked;
