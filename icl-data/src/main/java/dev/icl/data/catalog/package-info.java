/** The scans of a dataset: which files they are in, what each is for, and how they are read. */
package dev.icl.data.catalog;
