/** Wires a run once, from its configuration. */
package dev.icl.app;
