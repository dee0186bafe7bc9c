/** Where the scans of each dataset are: one small class a dataset. */
package dev.icl.data.challenge;
