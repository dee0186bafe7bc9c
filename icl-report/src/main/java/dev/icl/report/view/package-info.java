/** What the pages of reports show: texts and drawings, in order, ready to be laid out. */
package dev.icl.report.view;
