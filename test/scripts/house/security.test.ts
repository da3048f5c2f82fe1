import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../../', import.meta.url);
const text = readFileSync(new URL('SECURITY.md', root), 'utf8');
const declared =
  /const DRILLS[^{]*\{([^}]*)\}/u.exec(readFileSync(new URL('bench/drill.ts', root), 'utf8'))?.[1] ?? '';
const drills = [...declared.matchAll(/^ {2}'?([a-z-]+)'?[:,]/gmu)].map(([, name = '']) => name).toSorted();

/** The rows of the tables with such a heading, by cell. */
function rowsUnder(heading: string): string[][] {
  const tables = text.split('\n\n').filter((block) => new RegExp(`^\\| ${heading} +\\|`, 'u').test(block));
  return tables.flatMap((table) =>
    table
      .trim()
      .split('\n')
      .slice(2)
      .map((row) => row.split(' | ').map((cell) => cell.replace(/^\| | *\|$/gu, '').trim())),
  );
}

/** What is in backticks and looks like a place in the repository, or the target of a link. */
function placesIn(words: string): string[] {
  const quoted = [...words.matchAll(/`((?:\.ci|bench|docs|scripts|src|test)\/[^`]*)`/gu)];
  const linked = [...words.matchAll(/\]\(((?!https?:)[^)#]+)\)/gu)];
  return [...quoted, ...linked].map(([, place = '']) => place);
}

function drillsIn(words: string): string[] {
  return [...words.matchAll(/npm run drill -- ([a-z-]+)/gu)].map(([, name = '']) => name);
}

function hasTests(place: string): boolean {
  const url = new URL(place, root);
  if (!statSync(url).isDirectory()) return place.endsWith('.test.ts');
  return readdirSync(url, { recursive: true }).some((name) => String(name).endsWith('.test.ts'));
}

describe('SECURITY.md', () => {
  const promises = rowsUnder('promise');

  it('names for each promise a test or a drill that shows it', () => {
    expect(promises.length).toBeGreaterThan(50);
    const unshown = promises.filter(([, shown = '']) => {
      const tests = placesIn(shown).filter(
        (place) => place.startsWith('test/') && existsSync(new URL(place, root)),
      );
      return !tests.some(hasTests) && drillsIn(shown).length === 0;
    });
    expect(unshown).toEqual([]);
  });

  it('names no place that isn’t there, and no drill', () => {
    const gone = placesIn(text).filter((place) => !existsSync(new URL(place, root)));
    const unknown = drillsIn(text).filter((name) => name !== 'all' && !drills.includes(name));
    expect([...gone, ...unknown]).toEqual([]);
  });

  it('says what was measured by each drill', () => {
    expect(drills).toContain('disk-full');
    const measured = rowsUnder('drill').map(([name = '']) => name.replaceAll('`', ''));
    expect(measured.toSorted()).toEqual(drills);
  });
});
