import path from 'node:path';
import { fileURLToPath } from 'node:url';

import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Types of packages without types of their own, as used in the examples and the tests. */
const DECLARATIONS = [
  'examples/ml-knn.d.ts',
  'test/ecosystem/ml-cross-validation.d.ts',
  'test/ecosystem/pipelines.d.ts',
];

/**
 * Compiles programs as strict TypeScript against the sources, all at once, since most of the time goes into shared
 * libraries.
 * @param programs - Texts by name.
 * @returns The messages of the compiler, with the name of the program and the line.
 */
export function typeErrors(programs: ReadonlyMap<string, string>): string[] {
  const options = readOptions();
  const texts = new Map(
    Array.from(programs, ([name, text]) => [
      path.join(root, 'docs', '.programs', `${name}.ts`),
      text,
    ]),
  );
  const host = ts.createCompilerHost(options);
  host.fileExists = (file) => texts.has(file) || ts.sys.fileExists(file);
  host.readFile = (file) => texts.get(file) ?? ts.sys.readFile(file);
  const files = DECLARATIONS.map((file) => path.join(root, file));
  const program = ts.createProgram([...files, ...texts.keys()], options, host);
  return Array.from(texts.keys()).flatMap((file) => {
    const source = program.getSourceFile(file);
    return [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ].map(({ messageText, start = 0 }) => {
      const name = path.basename(file, '.ts');
      const line = source?.getLineAndCharacterOfPosition(start).line ?? 0;
      const message = ts.flattenDiagnosticMessageText(messageText, ' ');
      return `${name}, line ${line + 1}: ${message}`;
    });
  });
}

// those of the repository, whose paths lead to the sources
function readOptions(): ts.CompilerOptions {
  const file = path.join(root, 'tsconfig.json');
  const { config } = ts.readConfigFile(file, (name) => ts.sys.readFile(name));
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  return { ...options, strict: true };
}
