/** What the machine tells of itself: hardware, versions, energy, memory of the GPU. */
package dev.icl.bench.machine;
