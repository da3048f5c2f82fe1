import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const records = readdirSync(join(root, 'docs/decisions')).filter((name) => /^\d/u.test(name));

const PAGES = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'],
  'docs/decisions/README.md',
  ...records.map((name) => `docs/decisions/${name}`),
];

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('package.json')));

const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found);

describe.each(PAGES)('%s', (page) => {
  const text = read(page);

  it('links to what is there', () => {
    const links = all(text, /\]\((?!https?:)([^)#]+)[^)]*\)/gu);
    expect(links.filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([]);
  });

  it('names files and folders that are there', () => {
    const paths = all(
      text,
      /`((?:src|test|prisma|playground|bench|scripts|docs|\.ci|\.github)\/[\w./-]+)`/gu,
    );
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('names commands that are there', () => {
    const commands = all(text, /npm run ([\w:-]+)/gu);
    expect(commands.filter((command) => !(command in scripts))).toEqual([]);
  });
});

describe('the decisions', () => {
  it('are numbered without a gap, and all in the list', () => {
    expect(records.map((name) => Number(name.slice(0, 3)))).toEqual(records.map((_, index) => index + 1));
    expect(all(read('docs/decisions/README.md'), /^- \[\d+\]\(([^)]+)\)/gmu)).toEqual(records.toSorted());
  });

  it.each(records)('%s says what, why, what it cost and what would change it', (name) => {
    expect(all(read(`docs/decisions/${name}`), /^\*\*(.+?)\.\*\* \S/gmu)).toEqual([
      'What',
      'Why',
      'What it cost',
      'What would change it',
    ]);
  });
});
