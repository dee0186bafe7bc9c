/**
 * The TensorFlow engine's place. It holds no engine yet and registers no plugin, so {@code engine:
 * tensorflow} is refused as not being on the class path.
 */
package dev.icl.engine.tensorflow;
