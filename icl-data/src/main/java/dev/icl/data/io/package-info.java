/** Bounded reading of files. */
package dev.icl.data.io;
