/**
 * MetaImage, as ITK and elastix write it: header and voxels in one file or in two.
 *
 * <p>{@link MetaHeader} parses the fields, {@link MetaReader} finds and decodes the voxels and
 * places them, {@link MetaWriter} writes both. Start with {@link MetaImageFormat}.
 */
@NullMarked
package dev.icl.data.format.metaimage;

import org.jspecify.annotations.NullMarked;
