/** Loss curves of trainings, read, held against each other and drawn. */
package dev.icl.report.curves;
