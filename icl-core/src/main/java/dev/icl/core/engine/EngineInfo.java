package dev.icl.core.engine;

import dev.icl.core.tensor.Device;

/**
 * The identity of a started engine, for provenance.
 *
 * @param name as the configuration names it: {@code pytorch}
 * @param version of the native library
 * @param device the device it computes on
 * @param threads native threads an operation may use
 */
public record EngineInfo(String name, String version, Device device, int threads) {}
