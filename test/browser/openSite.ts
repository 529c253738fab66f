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

/** What a host says that lets the worker have WebAssembly. */
export const WITH_WEBASSEMBLY = POLICY.replace(
  "script-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
);

/** A page, and what went wrong on it. */
export interface Opened {
  page: Page;
  /** Errors and warnings of the console, errors that nobody caught, violations of the policy. */
  errors: string[];
  /** Addresses that were asked for. */
  addresses: string[];
}

/** Starts the browser. */
export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
}

/** The page as it is built, on a port of this machine, in a browser. */
export class Site {
  readonly #folder: string;
  readonly #browser: Browser;
  readonly #hosts = new Map<string, Served>();

  private constructor(folder: string, browser: Browser) {
    this.#folder = folder;
    this.#browser = browser;
  }

  /**
   * Builds the page, and starts a browser.
   * @returns Both.
   */
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
   * Opens the page; motion is reduced, unless it is asked for.
   * @param options - Of the browser.
   * @param policy - What the host says.
   * @returns The page, once it answers.
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

  /** Ends all of it. */
  async stop(): Promise<void> {
    await this.#browser.close();
    for (const host of this.#hosts.values()) host.close();
    rmSync(this.#folder, { recursive: true });
  }
}

/**
 * Waits until the classifier answers.
 * @param page - The page.
 */
export async function ready(page: Page): Promise<void> {
  await page.locator('#fit:enabled').waitFor();
}

/**
 * Learns, and waits until that is over.
 * @param page - The page.
 */
export async function learn(page: Page): Promise<void> {
  await page.locator('#fit').click();
  await ready(page);
  await page.locator('#result').waitFor();
}

/**
 * What an element says.
 * @param page - The page.
 * @param id - Its id.
 * @returns Its text.
 */
export async function textOf(page: Page, id: string): Promise<string> {
  return (await page.locator(`#${id}`).textContent()) ?? '';
}

/**
 * Opens a file, and waits for what the page says of it.
 * @param page - The page.
 * @param name - Of the file.
 * @param text - What is in it.
 * @returns What went wrong, what was read, and what was left out.
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
