/** What a dataset is: slices, volumes, splits, provenance. */
package dev.icl.data.model;
