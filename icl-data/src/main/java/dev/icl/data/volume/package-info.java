/** Training on the slices of volumes. */
package dev.icl.data.volume;
