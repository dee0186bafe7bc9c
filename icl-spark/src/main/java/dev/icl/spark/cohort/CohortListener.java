package dev.icl.spark.cohort;

/** A listener to the progress of a cohort, on the driver. */
public interface CohortListener {
  /** Hears nothing. */
  CohortListener NONE =
      new CohortListener() {
        @Override
        public void ended(int done, int failed, int scans) {}

        @Override
        public void notice(String sentence) {}
      };

  /**
   * Some scans have ended.
   *
   * @param done scans that have ended, failed ones included
   * @param failed those of them that cannot be segmented
   * @param scans of the cohort
   */
  void ended(int done, int failed, int scans);

  /** Something that the user should know, in a sentence. */
  void notice(String sentence);
}
