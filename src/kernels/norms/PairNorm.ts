/**
 * A norm of the differences of listed pairs of rows, squared, and its gradient: two loops over pairs.
 * O(pairs · columns).
 */
export interface PairNorm {
  /**
   * `squares[p] = ‖row(first[p]) − row(second[p])‖²`, for the pairs from `from` to `to` (excluded); by default, for
   * all.
   * @param values - rows × columns, row-major.
   * @param first - Row index of one end of each pair.
   * @param second - Row index of the other end.
   * @param squares - One square per pair, overwritten.
   */
  measure: (
    values: Float64Array,
    columns: number,
    first: Int32Array,
    second: Int32Array,
    squares: Float64Array,
    from?: number,
    to?: number,
  ) => void;
  /**
   * Adds the gradient of `Σ_p weights[p] · squares[p]` with respect to the rows, for the pairs from `from` to `to`
   * (excluded); by default, for all. Pairs of weight zero cost nothing.
   * @param values - rows × columns, row-major.
   * @param first - Row index of one end of each pair.
   * @param second - Row index of the other end.
   * @param weights - One weight per pair.
   * @param gradient - rows × columns, added to.
   */
  addGradients: (
    values: Float64Array,
    columns: number,
    first: Int32Array,
    second: Int32Array,
    weights: Float64Array,
    gradient: Float64Array,
    from?: number,
    to?: number,
  ) => void;
}
