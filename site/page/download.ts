/**
 * Hands a file to the reader. It comes from the page itself.
 * @param name - What it is called.
 * @param content - What is in it.
 */
export function download(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // the browser has taken it by then
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
