import type { Verdict } from './judge.js';
import { collapsed, KINDS, type Mutation } from './mutations/mutation.js';

export type Judged = {
  readonly mutation: Mutation;
  readonly verdict: Verdict | { readonly by: 'equivalence'; readonly because: string };
};

export type Share = {
  readonly killed: number;
  readonly compiler: number;
  readonly equivalent: number;
  readonly survived: number;
  /** Killed by tests, in per cent of those that a test could kill; 100 where there are none. */
  readonly percent: number;
};

const LONGEST = 90;

export function shareOf(judged: readonly Judged[]): Share {
  const count = (by: Judged['verdict']['by']) => judged.filter(({ verdict }) => verdict.by === by).length;
  const [killed, survived] = [count('tests'), count('nobody')];
  return {
    killed,
    survived,
    compiler: count('compiler'),
    equivalent: count('equivalence'),
    percent: killed + survived === 0 ? 100 : (100 * killed) / (killed + survived),
  };
}

function short(text: string): string {
  const line = collapsed(text);
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/** One line: where it is, what it was, what it became. */
export function described({ file, firstLine, kind, was, becomes, within }: Mutation): string {
  const now = collapsed(becomes) === '' ? 'nothing' : short(becomes);
  return `${file}:${firstLine} ${within === '' ? '' : `${within}: `}${KINDS[kind]}: ${short(was)} → ${now}`;
}

function seen({ verdict }: Judged): string {
  if (verdict.by !== 'nobody') return '';
  if (verdict.tried === 0) return 'no test runs this';
  const files = `${verdict.tried} test ${verdict.tried === 1 ? 'file runs' : 'files run'} it and ${verdict.tried === 1 ? 'sees' : 'see'} nothing`;
  return verdict.more ? `${files}; others were not tried` : files;
}

function table(title: string, judged: readonly Judged[], keyOf: (mutation: Mutation) => string): string[] {
  const keys = [...new Set(judged.map(({ mutation }) => keyOf(mutation)))].toSorted();
  const rows = keys.map((key) => {
    const { killed, survived, percent } = shareOf(judged.filter(({ mutation }) => keyOf(mutation) === key));
    return `  ${key.padEnd(48)} ${String(killed).padStart(5)} killed ${String(survived).padStart(5)} survived ${percent.toFixed(0).padStart(4)} %`;
  });
  return [title, ...rows, ''];
}

function roomOf({ file }: Mutation): string {
  return /(store|service|messages|notices|rules)(-[a-z-]+)?\.ts$/.exec(file)?.[1] ?? 'others';
}

function nounOf({ file }: Mutation): string {
  return file
    .split('/')
    .slice(1, file.includes('/features/') ? 3 : 2)
    .join('/');
}

/** The whole report: survivors by file, the share by kind, room and noun, and the sum in a sentence. */
export function reported(judged: readonly Judged[]): string {
  const survivors = judged
    .filter(({ verdict }) => verdict.by === 'nobody')
    .toSorted((a, b) =>
      a.mutation.file < b.mutation.file
        ? -1
        : a.mutation.file > b.mutation.file
          ? 1
          : a.mutation.start - b.mutation.start,
    );
  const { killed, compiler, equivalent, survived, percent } = shareOf(judged);
  const lines = survivors.map((one) => `${described(one.mutation)}\n    ${seen(one)}`);
  const tables = [
    ...table('By kind', judged, ({ kind }) => KINDS[kind]),
    ...table('By room', judged, roomOf),
    ...table('By noun', judged, nounOf),
  ];
  const sum =
    `Of ${judged.length} mutations the tests killed ${killed}, the compiler alone ${compiler}, ` +
    `${equivalent} change nothing, ${survived} survived: ${percent.toFixed(1)} % of those that matter were killed.`;
  return [
    ...(lines.length > 0 ? ['Survivors', '', ...lines, ''] : []),
    ...(judged.length > 0 ? tables : []),
    sum,
    '',
  ].join('\n');
}
