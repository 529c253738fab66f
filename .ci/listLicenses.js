/**
 * Writes the licences of the dependencies into LICENSES.md; with `--check`, compares them with the existing file. In
 * either case it fails if a licence is not permissive, or if a package has an install script.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';

import { markdownTable } from 'markdown-table';

const PERMISSIVE = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
]);
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall'];
const FOLDER = 'node_modules/';

const target = new URL('../LICENSES.md', import.meta.url);
const { packages } = read('package-lock.json');
const { scripts, peerDependencies } = read('package.json');

const installed = Object.entries(packages).filter(
  ([path, { dev, devOptional }]) =>
    path.startsWith(FOLDER) && !dev && !devOptional,
);
// dependencies of peer dependencies are not listed: users install them themselves
const optional = Object.keys(peerDependencies).map((name) => [
  `${FOLDER}${name}`,
  packages[`${FOLDER}${name}`],
]);

const troubles = [
  ...[...installed, ...optional]
    .filter(([, { license }]) => !PERMISSIVE.has(license))
    .map(([path, { license }]) => `${path} has the licence ${license}`),
  ...[...installed, ...optional]
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => `${path} runs a script when it is installed`),
  ...INSTALL_SCRIPTS.filter((name) => name in scripts).map(
    (name) => `package.json has the script ${name}`,
  ),
];

const text = `# Licences

This package is MIT, see [LICENSE](LICENSE). It contains none of the packages below; npm installs them beside it. The list is
written by \`node .ci/listLicenses.js\`, and checked with every change: MIT, ISC, BSD and Apache 2.0 only.

With it come:

${tableOf(installed)}

For \`ml-metric-learning/parallel\` and \`ml-metric-learning/bullmq\`, users install themselves:

${tableOf(optional)}
`;

if (!process.argv.includes('--check')) {
  writeFileSync(target, text);
} else if (readFileSync(target, 'utf8') !== text) {
  troubles.push('LICENSES.md is not up to date: node .ci/listLicenses.js');
}
for (const trouble of troubles) console.error(trouble);
if (troubles.length > 0) process.exitCode = 1;

/**
 * Lists packages.
 * @param {Array<[string, { version: string, license: string }]>} entries - Entries of the lock file.
 * @returns {string} A table.
 */
function tableOf(entries) {
  const lines = entries.map(([path, { version, license }]) => [
    path.slice(FOLDER.length),
    version,
    license,
  ]);
  return markdownTable([['package', 'version', 'licence'], ...lines], {
    align: ['l', 'l', 'l'],
  });
}

/**
 * Reads a JSON file of the repository.
 * @param {string} name - Its name.
 * @returns {Record<string, object>} Its contents.
 */
function read(name) {
  return JSON.parse(
    readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'),
  );
}
