/**
 * Charts as SVG that is embedded in a page.
 *
 * <p>The page's style sheet gives the colours, so that charts follow light and dark; no script is
 * needed, and every mark says its value when it is pointed at. A chart is drawn as a {@link
 * Figure}: markup, description and legend. The package depends on no other one of the project.
 * Start with {@link LineChart}.
 */
package dev.icl.report.chart;
