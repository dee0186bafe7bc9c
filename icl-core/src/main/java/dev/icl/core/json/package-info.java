/**
 * The project's JSON, in one place.
 *
 * <p>{@link Json} writes and reads records: {@code summary.json}, {@code metrics.jsonl}, {@code
 * cell.json}, {@code bench.json}, what {@code --json} prints, and what checkpoints keep as
 * metadata. A new file is a record that is given to {@link Json#indented}; a component that is not
 * written where it is null says so with {@code @JsonInclude}. Other modules make no mapper of their
 * own. The package depends on Jackson alone. Start with {@link Json}.
 */
@NullMarked
package dev.icl.core.json;

import org.jspecify.annotations.NullMarked;
