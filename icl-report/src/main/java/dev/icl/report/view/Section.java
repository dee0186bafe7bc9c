package dev.icl.report.view;

import dev.icl.report.chart.Figure;
import java.util.List;

/**
 * A part of a page: words, then drawings, tables, pictures and text as it is.
 *
 * @param id the anchor that links go to
 * @param title its heading
 * @param paragraphs the text
 * @param figures drawings
 * @param tables numbers
 * @param pictures side by side
 * @param listings commands and files
 */
public record Section(
    String id,
    String title,
    List<String> paragraphs,
    List<Figure> figures,
    List<Table> tables,
    List<Picture> pictures,
    List<Listing> listings) {
  /** Copies the lists. */
  public Section {
    paragraphs = List.copyOf(paragraphs);
    figures = List.copyOf(figures);
    tables = List.copyOf(tables);
    pictures = List.copyOf(pictures);
    listings = List.copyOf(listings);
  }

  /** One without anything yet. */
  public static Section titled(String id, String title) {
    return new Section(id, title, List.of(), List.of(), List.of(), List.of(), List.of());
  }

  /** The same with other words. */
  public Section saying(List<String> words) {
    return new Section(id, title, words, figures, tables, pictures, listings);
  }

  /** The same with other drawings. */
  public Section drawing(List<Figure> drawings) {
    return new Section(id, title, paragraphs, drawings, tables, pictures, listings);
  }

  /** The same with other tables. */
  public Section listing(List<Table> numbers) {
    return new Section(id, title, paragraphs, figures, numbers, pictures, listings);
  }

  /** The same with other pictures. */
  public Section showing(List<Picture> images) {
    return new Section(id, title, paragraphs, figures, tables, images, listings);
  }

  /** The same with other text as it is. */
  public Section quoting(List<Listing> texts) {
    return new Section(id, title, paragraphs, figures, tables, pictures, texts);
  }

  /**
   * Text as it is.
   *
   * @param caption the caption
   * @param text with its line breaks
   * @param folded whether it is hidden until it is asked for
   */
  public record Listing(String caption, String text, boolean folded) {}
}
