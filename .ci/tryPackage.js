/**
 * Packs the library, installs it in an empty folder as a user would, runs the README's programs there, and uses it in
 * every supported way.
 */
import { Project } from './Project.js';
import { tryConsumers } from './tryConsumers.js';
import { tryReadme } from './tryReadme.js';

const project = new Project();
try {
  tryReadme(project);
  tryConsumers(project);
} finally {
  project.remove();
}
