import { element } from './element.ts';

/**
 * Handles files that are chosen, or dropped anywhere on the page.
 * @param take - Called with a file.
 */
export function takeFiles(take: (file: File) => void): void {
  const input = element('file', HTMLInputElement);
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file) take(file);
    // so that the same file can be chosen again
    input.value = '';
  });
  const { body } = document;
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    body.classList.add('dropping');
  });
  document.addEventListener('dragleave', () =>
    body.classList.remove('dropping'),
  );
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    body.classList.remove('dropping');
    const file = event.dataTransfer?.files[0];
    if (file) take(file);
  });
}
