import { element } from './element.ts';

/**
 * Takes files that are chosen, or dropped anywhere.
 * @param take - Takes one.
 */
export function takeFiles(take: (file: File) => void): void {
  const input = element('file', HTMLInputElement);
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file) take(file);
    // the same file may be chosen again
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
