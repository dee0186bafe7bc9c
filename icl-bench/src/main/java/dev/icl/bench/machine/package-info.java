/**
 * The machine that measurements are made on: hardware, versions, energy, memory of the GPU.
 *
 * <p>{@link ThisMachine} collects the facts for the record; {@link EnergyMeter} and {@link
 * NvidiaSmi} read counters where the machine has them, and say nothing where it has none: no
 * measurement fails for the want of one. The package asks the system and other programs; it knows
 * no engine. Start with {@link ThisMachine}.
 */
@NullMarked
package dev.icl.bench.machine;

import org.jspecify.annotations.NullMarked;
