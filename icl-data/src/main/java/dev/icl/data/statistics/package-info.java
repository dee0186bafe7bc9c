/** What many cases say together: averages with intervals, and paired comparisons. */
package dev.icl.data.statistics;
