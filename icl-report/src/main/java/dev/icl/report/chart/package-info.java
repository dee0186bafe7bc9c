/**
 * Charts as SVG that is embedded in a page: its style sheet gives the colours, so that they follow
 * light and dark; no script is needed, and every mark says its value when it is pointed at.
 */
package dev.icl.report.chart;
