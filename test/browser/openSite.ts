import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { build } from 'vite';

import { POLICY } from '../../site/policy.ts';
import { CHROMIUM } from '../services.ts';

import type { Served } from './serveFolder.ts';
import { serveFolder } from './serveFolder.ts';

/** A content-security policy that allows WebAssembly in the worker. */
export const WITH_WEBASSEMBLY = POLICY.replace(
  "script-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
);

/** An open page, and its errors and requests. */
export interface Opened {
  page: Page;
  /** Console errors and warnings, uncaught errors, and violations of the policy. */
  errors: string[];
  /** Requested addresses. */
  addresses: string[];
}

/** Starts the browser. */
export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
}

/** The built page, served on a local port and opened in a browser. */
export class Site {
  readonly #folder: string;
  readonly #browser: Browser;
  readonly #hosts = new Map<string, Served>();

  private constructor(folder: string, browser: Browser) {
    this.#folder = folder;
    this.#browser = browser;
  }

  /** Builds the page, and starts a browser. */
  static async start(): Promise<Site> {
    const folder = mkdtempSync(path.join(tmpdir(), 'site-'));
    await build({
      configFile: fileURLToPath(
        new URL('../../site/vite.config.ts', import.meta.url),
      ),
      logLevel: 'error',
      build: { outDir: folder },
    });
    return new Site(folder, await launch());
  }

  /**
   * Opens the page, with reduced motion by default.
   * @param options - Options of the browser.
   * @param policy - The content-security policy.
   * @returns The page, once it responds.
   */
  async open(
    options: BrowserContextOptions = {},
    policy = POLICY,
  ): Promise<Opened> {
    const host =
      this.#hosts.get(policy) ?? (await serveFolder(this.#folder, policy));
    this.#hosts.set(policy, host);
    const context = await this.#browser.newContext({
      reducedMotion: 'reduce',
      ...options,
    });
    const page = await context.newPage();
    const errors: string[] = [];
    const addresses: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'log') return;
      errors.push(`${message.type()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('request', (request) => addresses.push(request.url()));
    await page.goto(host.url);
    await ready(page);
    return { page, errors, addresses };
  }

  /** Closes the browser and the server. */
  async stop(): Promise<void> {
    await this.#browser.close();
    for (const host of this.#hosts.values()) host.close();
    rmSync(this.#folder, { recursive: true });
  }
}

/** Waits until the classifier responds. */
export async function ready(page: Page): Promise<void> {
  await page.locator('#fit:enabled').waitFor();
}

/** Starts learning, and waits for its end. */
export async function learn(page: Page): Promise<void> {
  await page.locator('#fit').click();
  await ready(page);
  await page.locator('#result').waitFor();
}

/** Returns the text of an element. */
export async function textOf(page: Page, id: string): Promise<string> {
  return (await page.locator(`#${id}`).textContent()) ?? '';
}

/**
 * Opens a file, and waits until the page has reported on it.
 * @returns The error, what was read, and what was left out.
 */
export async function openFile(
  page: Page,
  name: string,
  text: string | Buffer,
): Promise<{ trouble: string; about: string; notes: string }> {
  const buffer = Buffer.from(text);
  await page
    .locator('#file')
    .setInputFiles({ name, mimeType: 'text/csv', buffer });
  await ready(page);
  const trouble = page.locator('#trouble');
  return {
    trouble: (await trouble.isVisible()) ? await textOf(page, 'trouble') : '',
    about: await textOf(page, 'about'),
    notes: await textOf(page, 'notes'),
  };
}
