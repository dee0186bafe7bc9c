/**
 * Charts, as SVG that is embedded in a page and as pixels.
 *
 * <p>In a page the style sheet gives the colours, so that charts follow light and dark; no script
 * is needed, and every mark says its value when it is pointed at. Such a chart is a {@link Figure}:
 * markup, description and legend. {@link LinePicture} paints line charts as a picture, with the
 * pens that it is given. What a chart consists of is drawn on a {@code Canvas}, of which SVG and
 * pixels are the two kinds: a new kind of chart is written once. The package depends on no other
 * one of the project. Start with {@link LineChart}.
 */
@NullMarked
package dev.icl.report.chart;

import org.jspecify.annotations.NullMarked;
