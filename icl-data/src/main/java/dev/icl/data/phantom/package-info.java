/** Seeded short-axis cardiac phantoms. */
package dev.icl.data.phantom;
