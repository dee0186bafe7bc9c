/** Readers against damaged and hostile files: seeded mutations of valid ones. */
package dev.icl.core.fuzz;
