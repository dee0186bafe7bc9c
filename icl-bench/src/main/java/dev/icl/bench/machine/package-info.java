/**
 * The machine that measurements are made on: hardware, versions, energy, memory of the GPU.
 *
 * <p>{@link ThisMachine} collects the facts for the record; {@link EnergyMeter} and {@link
 * NvidiaSmi} read counters where the machine has them. Start with {@link ThisMachine}.
 */
package dev.icl.bench.machine;
