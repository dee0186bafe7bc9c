/** Measures how fast steps, data and memory are on this machine. */
package dev.icl.bench.speed;
