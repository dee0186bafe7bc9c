/** Opens datasets by name; the packages below read, make, augment, batch and score them. */
package dev.icl.data;
