/**
 * Catalogs: the scans of a dataset, their files, their subsets, and the rules by which they are
 * read.
 *
 * <p>A layout lists a folder as {@link ScanCase}s, a {@link Catalog} holds them with their {@link
 * Subset}s, and {@link CaseReader} turns the files of a case into a volume by the {@link
 * ReadingRules}. What is wrong with a dataset is collected in {@link DatasetDiagnostics}, so that
 * all of it is reported at once. The package uses formats and preprocessing; the layouts of single
 * datasets are in {@code data.layout}. Start with {@link Catalog}.
 */
@NullMarked
package dev.icl.data.catalog;

import org.jspecify.annotations.NullMarked;
