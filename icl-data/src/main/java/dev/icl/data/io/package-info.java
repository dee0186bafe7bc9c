/** Bounded reading and atomic writing of files. */
package dev.icl.data.io;
