/** How good a label map is. */
package dev.icl.data.metrics;
