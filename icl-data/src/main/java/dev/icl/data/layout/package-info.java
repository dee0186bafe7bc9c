/**
 * Layouts: one small class per dataset that lists the scans in its folder.
 *
 * <p>{@link ImageFolder} is the general one; the others know the names and lists of a challenge or
 * benchmark. A layout opens no image: it names files, patients and subsets, and reports what does
 * not fit. Start with {@link ImageFolder}.
 */
package dev.icl.data.layout;
