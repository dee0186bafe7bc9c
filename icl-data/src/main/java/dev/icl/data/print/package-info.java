/** By what scans are known again after they were converted. */
package dev.icl.data.print;
