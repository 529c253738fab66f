/** A part of a report: a question, an answer in plain words, and what shows it. */
export interface Section {
  /** For links to it. */
  id: string;
  title: string;
  /** Text. */
  lead: string;
  /** SVGs, beside each other where there is room. */
  figures: string[];
  /** HTML. */
  body: string[];
}
