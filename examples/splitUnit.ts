/**
 * Parts the name of a column from what it is measured in: `petal width (cm)` is a width in cm.
 * @param column - What stands above it in a table.
 * @returns Its name, and its unit; empty, if there is none.
 */
export function splitUnit(column: string): { name: string; unit: string } {
  const parts = /^(?<name>.*\S)\s*[[(](?<unit>[^()[\]]*)[)\]]$/.exec(column);
  const { name = column, unit = '' } = parts?.groups ?? {};
  return { name, unit };
}
