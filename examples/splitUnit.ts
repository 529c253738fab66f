/**
 * Splits a column heading into name and unit: `petal width (cm)` is a width in cm.
 * @returns The name, and the unit; empty if there is none.
 */
export function splitUnit(column: string): { name: string; unit: string } {
  const parts = /^(?<name>.*\S)\s*[[(](?<unit>[^()[\]]*)[)\]]$/.exec(column);
  const { name = column, unit = '' } = parts?.groups ?? {};
  return { name, unit };
}
