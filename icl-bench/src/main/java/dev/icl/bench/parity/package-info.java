/** How close two engines come that start from the same numbers. */
package dev.icl.bench.parity;
