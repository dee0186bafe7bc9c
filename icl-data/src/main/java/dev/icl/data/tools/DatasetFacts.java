package dev.icl.data.tools;

import java.util.List;
import java.util.stream.Stream;

/**
 * The facts of a dataset.
 *
 * @param dataset its name
 * @param root its folder
 * @param classes names of the classes; where they have none, the values that label maps hold
 * @param cases every scan
 * @param listing the problems of folders and lists, one sentence each
 * @param remarks notes on folders and lists, one sentence each
 */
public record DatasetFacts(
    String dataset,
    String root,
    List<String> classes,
    List<CaseFacts> cases,
    List<String> listing,
    List<String> remarks) {
  /** Keeps its own copy of the lists. */
  public DatasetFacts {
    classes = List.copyOf(classes);
    cases = List.copyOf(cases);
    listing = List.copyOf(listing);
    remarks = List.copyOf(remarks);
  }

  /** Everything that is wrong, every sentence once. */
  public List<String> problems() {
    return Stream.concat(listing.stream(), cases.stream().flatMap(c -> c.problems().stream()))
        .distinct()
        .toList();
  }

  /**
   * Notes on what may surprise: every note once, with the cases that it is about, the first few by
   * name.
   */
  public List<String> notes() {
    NotedCases noted = new NotedCases();
    cases.forEach(facts -> noted.add(facts.notes(), facts.name()));
    return Stream.concat(remarks.stream(), noted.sentences().stream()).toList();
  }

  /** The number of scans in a subset. */
  public long count(String part) {
    return cases.stream().filter(c -> c.part().equals(part)).count();
  }

  /** The number of patients in a subset. */
  public long patients(String part) {
    return cases.stream()
        .filter(c -> c.part().equals(part))
        .map(CaseFacts::patient)
        .distinct()
        .count();
  }
}
