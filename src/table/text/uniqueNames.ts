/**
 * Makes names unique: the second `size` becomes `size (2)`, or `size (3)` if another column is called that.
 * @param names - Any texts; a name that occurs once stays as it is.
 */
export function uniqueNames(names: readonly string[]): string[] {
  // a name that is in the file is given to no other column
  const taken = new Set(names);
  const seen = new Set<string>();
  return names.map((name) => {
    let unique = name;
    if (seen.has(name)) {
      let number = 2;
      while (taken.has(`${name} (${number})`)) number++;
      unique = `${name} (${number})`;
      taken.add(unique);
    }
    seen.add(name);
    return unique;
  });
}
