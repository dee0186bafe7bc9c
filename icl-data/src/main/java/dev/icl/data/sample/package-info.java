/**
 * The one carrier of scans on their way from file to step: {@link Sample}, an image of any number
 * of channels and axes with what is known of it, and {@link SampleSource}, of which images of
 * batches are drawn. Of other packages it uses shapes alone.
 */
@NullMarked
package dev.icl.data.sample;

import org.jspecify.annotations.NullMarked;
