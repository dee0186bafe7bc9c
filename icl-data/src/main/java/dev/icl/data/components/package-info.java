/** Connected components of label maps. */
package dev.icl.data.components;
