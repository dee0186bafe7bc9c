/**
 * DICOM, for reading: a series of files, or one file of many frames, is a scan.
 *
 * <p>{@link DicomParser} reads the elements of a file, {@link FrameReader} what they say of each
 * frame, {@link SeriesFolder} sorts the files of a folder into series, {@link SeriesGrid} puts
 * frames in order and finds what is wrong with them, {@link PixelFrames} decodes their samples with
 * {@code codec}. Start with {@link DicomFormat}.
 */
@NullMarked
package dev.icl.data.format.dicom;

import org.jspecify.annotations.NullMarked;
