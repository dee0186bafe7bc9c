/** Reading and writing image files: the interface of a format, and those found at run time. */
package dev.icl.data.format;
