import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { describeProblems, parseConfig, variables } from '../src/config.js';

const needed = { BOT_TOKEN: '123456:ABC-DEF_ghi', UNIT_NAME: 'Rutan Kelas IIB Masohi' };

function configOf(env: Record<string, string>) {
  const result = parseConfig({ ...needed, ...env });
  if (!result.ok) throw new Error(describeProblems(result.problems));
  return result.config;
}

function problemsOf(env: Record<string, string>) {
  const result = parseConfig({ ...needed, ...env });
  return result.ok ? [] : result.problems;
}

const bad = (env: Record<string, string>) => problemsOf(env).map(({ variable }) => variable);

describe('parseConfig', () => {
  it('needs a token and a name, and has a default for the rest', () => {
    expect(configOf({})).toEqual({
      botToken: '123456:ABC-DEF_ghi',
      botApiRoot: 'https://api.telegram.org',
      databaseUrl: 'file:./data/sambang.db',
      postgresql: { directUrl: undefined, readUrl: undefined, connections: 20 },
      headTelegramIds: [],
      unitName: 'Rutan Kelas IIB Masohi',
      unitTimezone: 'Asia/Jayapura',
      defaultLocale: 'id',
      webhook: undefined,
      host: '127.0.0.1',
      port: 8080,
      logLevel: 'info',
    });
  });

  it('names every bad variable at once', () => {
    const everyone = {
      BOT_TOKEN: 'token',
      BOT_API_ROOT: 'api.telegram.org',
      DATABASE_URL: 'mysql://localhost/sambang',
      DATABASE_DIRECT_URL: 'file:./data/sambang.db',
      DATABASE_READ_URL: 'postgresql://reader@localhost',
      DATABASE_CONNECTIONS: '1',
      HEAD_TELEGRAM_IDS: '1,@budi',
      UNIT_NAME: ' ',
      UNIT_TIMEZONE: 'Asia/Masohi',
      DEFAULT_LOCALE: 'nl',
      WEBHOOK_URL: 'bot.example.go.id',
      WEBHOOK_SECRET: 'short',
      HOST: 'my-pc',
      PORT: '80800',
      LOG_LEVEL: 'loud',
    };
    expect(bad(everyone)).toEqual([...variables]);
  });

  it('says of each problem how to mend it, with the variable in the example', () => {
    for (const { variable, mend } of problemsOf({
      BOT_TOKEN: '',
      UNIT_NAME: '',
      PORT: 'x',
      HOST: 'x',
      LOG_LEVEL: 'x',
    })) {
      expect(mend).toContain(`${variable}=`);
    }
  });

  it('takes other ways to a PostgreSQL database, and how many connections may be open', () => {
    const directUrl = 'postgresql://sambang@db.example:5432/sambang';
    const readUrl = 'postgres://sambang_read@pool.example:6432/sambang';
    const given = {
      DATABASE_DIRECT_URL: directUrl,
      DATABASE_READ_URL: readUrl,
      DATABASE_CONNECTIONS: '2',
    };
    expect(configOf(given).postgresql).toEqual({ directUrl, readUrl, connections: 2 });
  });

  it('takes empty and blank values as not given', () => {
    const blank = Object.fromEntries(variables.map((variable) => [variable, '  ']));
    expect(parseConfig({ ...blank, ...needed })).toEqual({ ok: true, config: configOf({}) });
  });

  it('never repeats a value', () => {
    const secret = 'hunter2-hunter2!';
    const everywhere = Object.fromEntries(variables.map((variable) => [variable, secret]));
    const problems = problemsOf({
      ...everywhere,
      BOT_TOKN: secret,
      DATABASE_URL: `mysql://u:${secret}@h/db`,
    });
    expect(problems.length).toBeGreaterThan(9);
    expect(describeProblems(problems)).not.toContain('hunter2');
  });

  it.each([
    ['123456789', [123456789n]],
    [' 1, 2,,1 ,', [1n, 2n]],
    ['', []],
  ])('reads the heads %j', (text, ids) => {
    expect(configOf({ HEAD_TELEGRAM_IDS: text }).headTelegramIds).toEqual(ids);
  });

  it.each(['0', '-5', '1.5', '@budi', '12345678901234567'])('refuses the head %j', (text) => {
    expect(problemsOf({ HEAD_TELEGRAM_IDS: `1,${text}` })[0]?.problem).toContain('entry 2');
  });

  it.each([
    ['WIB', 'Asia/Jakarta'],
    ['wita', 'Asia/Makassar'],
    ['WIT', 'Asia/Jayapura'],
    ['Europe/Amsterdam', 'Europe/Amsterdam'],
  ])('reads the time zone %s', (text, zone) => {
    expect(configOf({ UNIT_TIMEZONE: text }).unitTimezone).toBe(zone);
  });

  it.each(['+09:00', 'GMT+9', 'Masohi', 'Asia/Jayapur'])('refuses the time zone %s', (text) => {
    expect(bad({ UNIT_TIMEZONE: text })).toEqual(['UNIT_TIMEZONE']);
  });

  it.each(['file:/var/lib/sambang.db', 'postgresql://u:p@h:5432/sambang', 'postgres://h/sambang'])(
    'takes the database %s',
    (url) => expect(configOf({ DATABASE_URL: url }).databaseUrl).toBe(url),
  );

  it.each(['file:', 'data/sambang.db', 'postgresql://h', 'postgresql://h/', 'sqlite://x'])(
    'refuses the database %s',
    (url) => expect(bad({ DATABASE_URL: url })).toEqual(['DATABASE_URL']),
  );

  it.each(['https://api.telegram.org/', 'ftp://x', 'http://x/?a=1'])('refuses the API root %s', (url) => {
    expect(bad({ BOT_API_ROOT: url })).toEqual(['BOT_API_ROOT']);
  });

  const secret = 'a-long-enough-secret';

  it.each(['https://bot.example.go.id/telegram', 'http://localhost:8080/hook', 'http://[::1]/hook'])(
    'takes the webhook %s and its path',
    (url) => {
      const webhook = { url, path: new URL(url).pathname, secret };
      expect(configOf({ WEBHOOK_URL: url, WEBHOOK_SECRET: secret }).webhook).toEqual(webhook);
    },
  );

  it.each([
    'http://bot.example.go.id/telegram',
    'http://localhost.example.com/x',
    'https://bot.example.go.id',
    'https://x.id/healthz',
    'https://x.id/metrics',
  ])('refuses the webhook %s', (url) => {
    expect(bad({ WEBHOOK_URL: url, WEBHOOK_SECRET: secret })).toEqual(['WEBHOOK_URL']);
  });

  it.each(['', 'short', 'with spaces in between', 'x'.repeat(257)])(
    'refuses the webhook secret %j',
    (text) => {
      expect(bad({ WEBHOOK_URL: 'https://x.id/t', WEBHOOK_SECRET: text })).toEqual(['WEBHOOK_SECRET']);
    },
  );

  it.each(['0', '443', '65535'])('takes port %s', (text) =>
    expect(configOf({ PORT: text }).port).toBe(Number(text)),
  );
  it.each(['-1', '65536', '80a', '1e3'])('refuses port %s', (text) =>
    expect(bad({ PORT: text })).toEqual(['PORT']),
  );

  it('reads log levels in capitals', () => expect(configOf({ LOG_LEVEL: 'DEBUG' }).logLevel).toBe('debug'));
});

describe('a variable that looks like one of ours', () => {
  it.each([
    ['BOT_TOKN', 'BOT_TOKEN'],
    ['bot_token', 'BOT_TOKEN'],
    ['BOT-TOKEN', 'BOT_TOKEN'],
  ])('is pointed out: %s', (name, meant) => {
    const result = parseConfig({ UNIT_NAME: 'x', [name]: needed.BOT_TOKEN });
    const slip = !result.ok && result.problems.find(({ variable }) => variable === name);
    expect(slip && slip.mend).toContain(meant);
  });

  it('is pointed out even where a default would do', () => {
    expect(bad({ UNIT_TIMEZON: 'WIB', DATABASE_URI: 'file:x' })).toEqual(['UNIT_TIMEZON', 'DATABASE_URI']);
  });

  it("is let be where ours is given, and where it could be another program's", () => {
    expect(bad({ DATABASE_URL: 'file:x', DATABASE_URI: 'file:y' })).toEqual([]);
    expect(
      bad({ SORT: '1', PATH: '/bin', HOSTNAME: 'pc', LANG: 'id', TZ: 'WIT', MY_BOT_TOKEN: 'x' }),
    ).toEqual([]);
  });
});

describe('describeProblems', () => {
  it('gives two lines a problem', () => {
    const text = describeProblems([{ variable: 'PORT', problem: 'is odd', mend: 'Make it even: PORT=2' }]);
    expect(text).toBe(
      "Sambang can't start yet. Please mend this in .env:\n  PORT is odd.\n    Make it even: PORT=2",
    );
  });
});

describe('.env.example', () => {
  const text = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
  const example = parseEnv(text);

  it('names exactly the variables of the configuration, each explained', () => {
    expect(Object.keys(example).toSorted()).toEqual([...variables].toSorted());
    for (const block of text.trim().split('\n\n')) expect(block).toMatch(/^#/);
  });

  it('is the defaults once the token and the name are filled in', () => {
    expect(parseConfig({ ...example, ...needed })).toEqual({ ok: true, config: configOf({}) });
  });
});
