/** The layout of each dataset in its folder: one small class a dataset that lists its scans. */
package dev.icl.data.layout;
