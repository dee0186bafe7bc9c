package dev.icl.spark.train;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of a training in one of its processes.
 *
 * @param iterations steps that were made, those before included
 * @param sentBytes bytes that the process sent to the others in its last attempt
 * @param attempt of the job, from 0
 * @param notices sentences on what the user should know
 * @param refusal why the training cannot be made, one sentence; null where it was
 * @param consequence whether the refusal is that of another process, which says why
 */
record RankEnd(
    int iterations,
    long sentBytes,
    int attempt,
    List<String> notices,
    @Nullable String refusal,
    boolean consequence)
    implements Serializable {}
